#include "app/rows/RepeatedRows.h"

#include "app/rows/CellHash.h"
#include "app/rows/CellReader.h"
#include "app/rows/SeenRows.h"

#include <QRandomGenerator>

#include <algorithm>

namespace waybill {

namespace {

struct Marked {
    quint64 hash = 0;
    qsizetype row = 0;
    bool operator==(const Marked &) const = default;
    auto operator<=>(const Marked &) const = default;
};

bool areSame(const RowStore &store, const std::vector<int> &columns, qsizetype a, qsizetype b)
{
    return std::ranges::all_of(columns, [&](int column) {
        return store.kind(a, column) == store.kind(b, column) && store.text(a, column) == store.text(b, column);
    });
}

} // namespace

std::optional<qsizetype> repeatedRows(const RowStore &store, const std::vector<int> &columns,
                                      const std::stop_token &stop)
{
    std::vector<Marked> marked(std::size_t(store.rows()));
    for (std::size_t row = 0; row < marked.size(); ++row)
        marked[row].row = qsizetype(row);
    for (const int column : columns) {
        CellReader cells(store, column);
        for (Marked &one : marked) {
            if (one.row % 8192 == 0 && stop.stop_requested())
                return std::nullopt;
            const CellView cell = cells.at(one.row);
            one.hash =
                (one.hash ^ qHash(QByteArrayView(cell.text.data(), qsizetype(cell.text.size())))) * 0x9E3779B97F4A7C15 +
                quint64(cell.kind);
        }
    }
    std::ranges::sort(marked);
    qsizetype repeated = 0;
    for (auto first = marked.begin(); first != marked.end();) {
        if (stop.stop_requested())
            return std::nullopt;
        auto last = std::find_if(first, marked.end(), [first](const Marked &one) { return one.hash != first->hash; });
        for (auto one = first + (first != last ? 1 : 0); one != last; ++one) {
            repeated += std::any_of(
                first, one, [&](const Marked &before) { return areSame(store, columns, before.row, one->row); });
        }
        first = last;
    }
    return repeated;
}

std::optional<qsizetype> repeatedWholeRows(const RowStore &store, const std::stop_token &stop)
{
    const quint64 seed = QRandomGenerator::global()->generate64();
    SeenRows seen;
    for (const RowStore::Piece &piece : store.pieces()) {
        std::vector<quint64> rows(std::size_t(piece.block->rows()));
        for (std::size_t row = 0; row < rows.size(); ++row)
            rows[row] = cellHash(store.etag(piece.first + qsizetype(row)), seed);
        for (int column = 0; column < store.columns(); ++column) {
            if (stop.stop_requested())
                return std::nullopt;
            CellReader cells(store, column);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const CellView cell = cells.at(piece.first + qsizetype(row));
                rows[row] += cellHash(cell.text, seed + quint64(column + 1) * 16 + quint64(cell.kind));
            }
        }
        seen.takePage(std::move(rows));
    }
    return seen.repeated();
}

bool haveEtags(const RowStore &store)
{
    for (qsizetype row = 0; row < store.rows(); ++row) {
        if (store.etag(row).empty())
            return false;
    }
    return store.rows() > 0;
}

} // namespace waybill
