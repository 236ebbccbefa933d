#include "ui/widgets/grid/GridOrderRows.h"

#include "app/rows/CellNumber.h"
#include "app/rows/CellTime.h"
#include "app/rows/RowFilter.h"
#include "app/rows/RowOrder.h"

#include <algorithm>
#include <compare>

namespace waybill {

namespace {

using Is = GridFilter::Is;

bool isNumber(CellKind kind)
{
    return kind == CellKind::Integer || kind == CellKind::Decimal;
}

/// A number by JSON's grammar, as compareNumbers wants it.
bool looksNumeric(std::string_view text)
{
    bool digits = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        digits = digits || (c >= '0' && c <= '9');
        if (!(c >= '0' && c <= '9') && !(c == '-' && i == 0) && !((c == '.' || c == 'e' || c == 'E') && i > 0))
            return false;
    }
    return digits && text.back() != '.';
}

/// How `text` stands to what a filter names; unordered where the two cannot be compared.
std::partial_ordering compared(CellKind kind, std::string_view text, std::string_view wanted)
{
    if (isNumber(kind))
        return looksNumeric(wanted) ? std::partial_ordering(compareNumbers(text, wanted))
                                    : std::partial_ordering::unordered;
    if (kind == CellKind::Time) {
        const auto here = ticksOf(text), there = ticksOf(wanted);
        if (here && there)
            return *here <=> *there;
    }
    return text.compare(wanted) <=> 0;
}

bool contains(std::string_view text, const QString &wanted)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).contains(wanted, Qt::CaseInsensitive);
}

} // namespace

bool passes(const GridFilter &filter, CellKind kind, std::string_view text)
{
    const bool missing = kind == CellKind::Null || kind == CellKind::Absent;
    if (filter.is == Is::Null || filter.is == Is::NotNull)
        return missing == (filter.is == Is::Null);
    if (missing)
        return filter.is == Is::NotEqual || filter.is == Is::NotContaining;
    if (filter.is == Is::Containing || filter.is == Is::NotContaining)
        return contains(text, filter.text) == (filter.is == Is::Containing);
    const QByteArray wanted = filter.text.toUtf8();
    const std::partial_ordering order =
        compared(kind, text, std::string_view(wanted.constData(), size_t(wanted.size())));
    switch (filter.is) {
    case Is::Equal:
        return order == 0;
    case Is::NotEqual:
        return order != 0;
    case Is::Less:
        return order < 0;
    case Is::AtMost:
        return order <= 0;
    case Is::Greater:
        return order > 0;
    default:
        return order >= 0;
    }
}

namespace {

/// Those of `rows`, which ascend, that pass. Entries that many rows share are asked once.
RowNumbers narrowed(const RowStore &store, const RowNumbers &rows, const GridFilter &filter,
                    const std::stop_token &stop)
{
    const bool isTextColumn = store.type(filter.column) == ColumnType::Text;
    const bool absent = passes(filter, CellKind::Absent, {});
    RowNumbers left;
    auto row = rows.begin();
    for (const RowStore::Piece &piece : store.pieces()) {
        if (stop.stop_requested())
            break;
        const ColumnBlock *cells = piece.cells(filter.column);
        const auto ask = [&](qsizetype entry) {
            const CellKind kind = cells->kind(entry);
            const bool isMoment = kind == CellKind::Time || kind == CellKind::Date;
            return passes(filter, isMoment && isTextColumn ? CellKind::Text : kind, cells->text(entry));
        };
        std::vector<char> known; // of an entry: not asked, no, yes
        if (cells && cells->isShared())
            known.assign(size_t(cells->entryCount()), 0);
        const qsizetype end = piece.first + piece.block->rows();
        for (; row != rows.end() && qsizetype(*row) < end; ++row) {
            const qsizetype slot = cells ? cells->slotOf(qsizetype(*row) - piece.first) : -1;
            bool stays = absent;
            if (slot >= 0) {
                const qsizetype entry = cells->entryOf(slot);
                if (known.empty())
                    stays = ask(entry);
                else if (char &answer = known[size_t(entry)]; answer || (answer = ask(entry) ? 2 : 1))
                    stays = answer == 2;
            }
            if (stays)
                left.push_back(*row);
        }
    }
    return left;
}

} // namespace

std::optional<RowNumbers> orderedRows(const RowStore &store, const GridOrder &order, const std::stop_token &stop)
{
    std::vector<RowCondition> conditions;
    if (!order.anywhere.isEmpty())
        conditions.push_back({.text = order.anywhere.toStdString()});
    for (const GridFilter &filter : order.filters) {
        if (filter.is == Is::Containing)
            conditions.push_back({.column = filter.column, .text = filter.text.toStdString()});
    }
    std::optional<RowNumbers> rows = conditions.empty() ? allRows(store) : filteredRows(store, conditions, stop);
    for (const GridFilter &filter : order.filters) {
        if (rows && filter.is != Is::Containing)
            rows = narrowed(store, *rows, filter, stop);
    }
    if (!rows || stop.stop_requested())
        return std::nullopt;
    if (order.sort.empty())
        return rows;
    std::vector<SortKey> keys;
    for (const GridSortKey &key : order.sort)
        keys.push_back({key.column, key.descending});
    return sortedRows(store, std::move(*rows), keys, stop);
}

} // namespace waybill
