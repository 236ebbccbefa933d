#pragma once

#include "app/packages/PackageDiff.h"
#include "app/packages/RowHashes.h"
#include "app/rows/RowStore.h"

namespace waybill {

/// The columns that could be the key of two data files, the likeliest first, by their first rows: single columns, else
/// the first few together, whose values are all there and all different on each side. At most RowHashes::mostKeys.
std::vector<RowKey> likelyKeys(const RowStore &left, const RowStore &right);

/// The key that somebody knows, if both files have its columns; the company, which data files mostly leave out, need
/// not be there. Empty where it cannot be used.
RowKey usableKey(const QStringList &known, const QSet<QString> &left, const QSet<QString> &right);

/// The key that fits both files best: of those that tell all rows apart, the one that most rows have in common, the
/// first of equals. -1 where there is none.
int fittingKey(const RowHashes &left, const RowHashes &right, std::size_t keys);

/// One row that is not the same on both sides; -1 where a side has none.
struct RowMatch {
    qint64 left = -1;
    qint64 right = -1;
};
struct RowMatches {
    qint64 same = 0;
    std::vector<RowMatch> different; ///< by their place on the right, removed ones before those by the left
};
/// Joins the rows of both sides by `keys`. Of rows with the same key those that are the same belong together, then the
/// first to the first.
RowMatches matchRows(const std::vector<quint64> &leftKeys, const std::vector<quint64> &leftRows,
                     const std::vector<quint64> &rightKeys, const std::vector<quint64> &rightRows);

} // namespace waybill
