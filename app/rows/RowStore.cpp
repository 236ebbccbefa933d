#include "app/rows/RowStore.h"

#include "app/rows/CellNumber.h"
#include "app/rows/CellTime.h"
#include "app/rows/JsonText.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace waybill {

namespace {

QString words(const char *source)
{
    return QCoreApplication::translate("waybill::RowStore", source);
}

} // namespace

const ColumnBlock *RowStore::Piece::cells(int column) const
{
    const int place = std::size_t(column) < places->size() ? (*places)[std::size_t(column)] : -1;
    return place < 0 ? nullptr : &block->columns()[std::size_t(place)].cells;
}

Result<void> RowStore::append(std::shared_ptr<const RowBlock> block)
{
    if (block->rows() == 0)
        return {};
    std::vector<int> places(m_columns.size(), -1);
    std::vector<std::string> added;
    const auto &columns = block->columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (const auto known = columnOf(columns[i].name)) {
            places[std::size_t(*known)] = int(i);
        } else {
            added.push_back(columns[i].name);
            places.push_back(int(i));
        }
    }
    if (m_columns.size() + added.size() > std::size_t(maxColumns))
        return fail(ErrorKind::BadInput,
                    words("The rows have more than %1 different columns. Choose the fields you need.").arg(maxColumns));
    if (m_rows + block->rows() > qsizetype(std::numeric_limits<quint32>::max()))
        return fail(ErrorKind::BadInput, words("There are more rows than can be shown at once. Filter them."));
    for (std::string &name : added) {
        m_byName.emplace(name, this->columns());
        m_columns.push_back({std::move(name), m_rows > 0 ? kindBit(CellKind::Absent) : CellKinds(0)});
    }
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const ColumnBlock *cells = places[i] < 0 ? nullptr : &columns[std::size_t(places[i])].cells;
        if (cells != nullptr)
            m_columns[i].kinds |= cells->kinds();
        if (cells == nullptr || cells->slotCount() < block->rows())
            m_columns[i].kinds |= kindBit(CellKind::Absent);
    }
    auto shared = !m_pieces.empty() && *m_pieces.back().places == places
                      ? m_pieces.back().places
                      : std::make_shared<const std::vector<int>>(std::move(places));
    if (m_pieces.empty())
        m_even = block->rows();
    else if (m_pieces.back().block->rows() != m_even || block->rows() > m_even)
        m_even = 0;
    m_pieces.push_back({block, m_rows, std::move(shared)});
    m_rows += block->rows();
    m_bytes += block->bytes();
    return {};
}

std::optional<int> RowStore::columnOf(std::string_view name) const
{
    const auto found = m_byName.find(std::string(name));
    return found == m_byName.end() ? std::nullopt : std::optional(found->second);
}

const RowStore::Piece &RowStore::pieceOf(qsizetype row) const
{
    if (m_even > 0)
        return m_pieces[std::size_t(row / m_even)];
    const auto behind = std::upper_bound(m_pieces.begin(), m_pieces.end(), row,
                                         [](qsizetype wanted, const Piece &piece) { return wanted < piece.first; });
    return *(behind - 1);
}

RowStore::Cell RowStore::cell(qsizetype row, int column) const
{
    const Piece &piece = pieceOf(row);
    const ColumnBlock *const cells = piece.cells(column);
    const qsizetype slot = cells == nullptr ? -1 : cells->slotOf(row - piece.first);
    if (slot < 0)
        return {};
    const qsizetype entry = cells->entryOf(slot);
    return {cells->kind(entry), cells->text(entry)};
}

CellKind RowStore::kind(qsizetype row, int column) const
{
    return kindIn(kinds(column), cell(row, column).kind);
}

std::string_view RowStore::text(qsizetype row, int column) const
{
    return cell(row, column).text;
}

std::optional<qint64> RowStore::integer(qsizetype row, int column) const
{
    const Cell found = cell(row, column);
    return found.kind == CellKind::Integer ? integerOf(found.text) : std::nullopt;
}

std::optional<double> RowStore::number(qsizetype row, int column) const
{
    const Cell found = cell(row, column);
    const bool isNumber = found.kind == CellKind::Integer || found.kind == CellKind::Decimal;
    return isNumber ? std::optional(doubleOf(found.text)) : std::nullopt;
}

std::optional<Instant> RowStore::instant(qsizetype row, int column) const
{
    const Cell found = cell(row, column);
    const CellKind kind = kindIn(kinds(column), found.kind);
    if (kind != CellKind::Time && kind != CellKind::Date)
        return std::nullopt;
    using Ticks = std::chrono::duration<qint64, std::ratio<1, 10'000'000>>;
    const auto ticks = ticksOf(found.text);
    return ticks ? std::optional(Instant(std::chrono::floor<std::chrono::milliseconds>(Ticks(*ticks)))) : std::nullopt;
}

bool RowStore::isEmptyDate(qsizetype row, int column) const
{
    return type(column) == ColumnType::Time && waybill::isEmptyDate(text(row, column));
}

std::string_view RowStore::etag(qsizetype row) const
{
    const Piece &piece = pieceOf(row);
    const ColumnBlock &etags = piece.block->etags();
    const qsizetype slot = etags.slotOf(row - piece.first);
    return slot < 0 ? std::string_view() : etags.text(etags.entryOf(slot));
}

std::string RowStore::json(qsizetype row) const
{
    std::string object = "{";
    for (int column = 0; column < columns(); ++column) {
        const Cell found = cell(row, column);
        if (found.kind == CellKind::Absent)
            continue;
        if (object.size() > 1)
            object += ',';
        waybill::json::quote(name(column), object);
        object += ':';
        if (found.kind == CellKind::Null)
            object += "null";
        else if (found.kind == CellKind::Text || found.kind == CellKind::Time || found.kind == CellKind::Date)
            waybill::json::quote(found.text, object);
        else
            object += found.text;
    }
    return object + '}';
}

} // namespace waybill
