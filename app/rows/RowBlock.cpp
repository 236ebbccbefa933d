#include "app/rows/RowBlock.h"

namespace waybill {

namespace {

CellKind cellKind(PageValue::Kind kind)
{
    switch (kind) {
    case PageValue::Kind::Null:
        return CellKind::Null;
    case PageValue::Kind::False:
    case PageValue::Kind::True:
        return CellKind::Boolean;
    case PageValue::Kind::Number:
        return CellKind::Integer;
    case PageValue::Kind::Text:
        return CellKind::Text;
    case PageValue::Kind::Nested:
        break;
    }
    return CellKind::Nested;
}

} // namespace

int RowBlockBuilder::placeOf(std::string_view name, const PageValue &value)
{
    if (name == "@odata.etag" || name == "@etag")
        return etag;
    if (value.annotation)
        return left;
    m_names.emplace_back(name);
    m_columns.emplace_back();
    return int(m_columns.size()) - 1;
}

void RowBlockBuilder::other(std::string_view name, const PageValue &value)
{
    const auto number = std::size_t(value.name);
    if (number >= m_places.size())
        m_places.resize(number + 1, unknown);
    int &place = m_places[number];
    if (place == unknown) {
        place = placeOf(name, value);
        m_byName.resize(m_places.size());
        m_byName[number] = place >= 0 ? &m_columns.back() : nullptr;
    }
    if (place == left)
        return;
    ColumnBuilder &column = place == etag ? m_etags : *m_byName[number];
    const CellKind kind = cellKind(value.kind);
    column.append(m_rows, kind, kind == CellKind::Null ? std::string_view() : value.text);
}

std::shared_ptr<const RowBlock> RowBlockBuilder::finish()
{
    auto block = std::make_shared<RowBlock>();
    block->m_rows = m_rows;
    block->m_etags = m_etags.finish();
    block->m_bytes = qint64(sizeof(RowBlock)) + block->m_etags.bytes();
    block->m_columns.reserve(m_columns.size());
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        block->m_columns.push_back({std::move(m_names[i]), m_columns[i].finish()});
        m_columns[i] = {};
        const RowBlock::Column &column = block->m_columns.back();
        block->m_bytes += qint64(sizeof(column.name) + column.name.capacity()) + column.cells.bytes();
    }
    return block;
}

} // namespace waybill
