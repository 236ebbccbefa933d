#include "app/packages/RowKeys.h"

#include "app/rows/CellReader.h"

#include <algorithm>
#include <span>
#include <unordered_set>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTogether = 6; ///< columns of one key

QString nameOf(const RowStore &store, int column)
{
    return comparedName(QString::fromStdString(store.name(column)));
}

int columnNamed(const RowStore &store, const QString &name)
{
    for (int column = 0; column < store.columns(); ++column) {
        if (nameOf(store, column) == name)
            return column;
    }
    return -1;
}

/// Whether all rows differ in these columns; with `all` each of them must have a value.
bool tellsApart(const RowStore &store, const QStringList &key, bool all)
{
    std::vector<CellReader> cells;
    for (const QString &name : key) {
        const int column = columnNamed(store, name);
        if (column < 0)
            return false;
        cells.emplace_back(store, column);
    }
    std::unordered_set<std::string> seen;
    std::string joined;
    for (qsizetype row = 0; row < store.rows(); ++row) {
        joined.clear();
        for (CellReader &cell : cells) {
            const std::string_view text = cell.at(row).text;
            if (text.empty() && all)
                return false;
            joined += std::to_string(text.size()) + ':';
            joined += text;
        }
        if (!seen.insert(joined).second)
            return false;
    }
    return true;
}

bool isNamedLikeKey(const QString &name)
{
    for (const auto &end : {"id"_L1, "code"_L1, "number"_L1, "num"_L1, "account"_L1, "key"_L1}) {
        if (name.endsWith(end))
            return true;
    }
    return false;
}

/// A row of one side with its key, to be sorted.
struct Keyed {
    quint64 key = 0;
    quint64 row = 0;
    qint64 place = 0;
};

std::vector<Keyed> keyed(const std::vector<quint64> &keys, const std::vector<quint64> &rows)
{
    std::vector<Keyed> sorted(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
        sorted[i] = {keys[i], rows[i], qint64(i)};
    std::ranges::sort(sorted, [](const Keyed &a, const Keyed &b) {
        return a.key != b.key ? a.key < b.key : a.row != b.row ? a.row < b.row : a.place < b.place;
    });
    return sorted;
}

using Span = std::span<const Keyed>;

/// What of `sorted` has the key of its first.
Span groupOf(Span sorted)
{
    std::size_t end = 0;
    while (end < sorted.size() && sorted[end].key == sorted.front().key)
        ++end;
    return sorted.first(end);
}

/// Joins the rows of one key.
void matchGroup(Span left, Span right, RowMatches &matches)
{
    std::vector<qint64> onLeft, onRight;
    std::size_t l = 0, r = 0;
    while (l < left.size() || r < right.size()) {
        if (r == right.size() || (l < left.size() && left[l].row < right[r].row)) {
            onLeft.push_back(left[l++].place);
        } else if (l == left.size() || right[r].row < left[l].row) {
            onRight.push_back(right[r++].place);
        } else {
            ++matches.same;
            ++l;
            ++r;
        }
    }
    std::ranges::sort(onLeft);
    std::ranges::sort(onRight);
    for (std::size_t i = 0; i < std::max(onLeft.size(), onRight.size()); ++i)
        matches.different.push_back({i < onLeft.size() ? onLeft[i] : -1, i < onRight.size() ? onRight[i] : -1});
}

} // namespace

std::vector<RowKey> likelyKeys(const RowStore &left, const RowStore &right)
{
    QStringList common;
    for (int column = 0; column < left.columns(); ++column) {
        if (const QString name = nameOf(left, column); columnNamed(right, name) >= 0)
            common.append(name);
    }
    std::vector<RowKey> keys;
    for (const bool isNamed : {true, false}) {
        for (const QString &name : common) {
            if (keys.size() < RowHashes::mostKeys - 1 && isNamedLikeKey(name) == isNamed &&
                tellsApart(left, {name}, true) && tellsApart(right, {name}, true))
                keys.push_back({name});
        }
    }
    // Also behind single columns, whose values may repeat further down.
    for (qsizetype count = 2; count <= std::min<qsizetype>(mostTogether, common.size()); ++count) {
        const QStringList together = common.first(count);
        if (tellsApart(left, together, false) && tellsApart(right, together, false)) {
            keys.push_back(together);
            break;
        }
    }
    return keys;
}

RowKey usableKey(const QStringList &known, const QSet<QString> &left, const QSet<QString> &right)
{
    RowKey key;
    for (const QString &column : known) {
        const QString name = comparedName(column);
        if (left.contains(name) && right.contains(name))
            key.append(name);
        else if (name != "dataareaid"_L1)
            return {};
    }
    return key;
}

int fittingKey(const RowHashes &left, const RowHashes &right, std::size_t keys)
{
    int best = -1;
    qint64 mostCommon = -1;
    for (std::size_t key = 0; key < keys; ++key) {
        std::vector<quint64> a = left.keys(key), b = right.keys(key);
        std::ranges::sort(a);
        std::ranges::sort(b);
        if (std::ranges::adjacent_find(a) != a.end() || std::ranges::adjacent_find(b) != b.end())
            continue;
        qint64 common = 0;
        for (auto l = a.begin(), r = b.begin(); l != a.end() && r != b.end();) {
            common += *l == *r ? 1 : 0;
            const bool isLeft = *l <= *r, isRight = *r <= *l;
            l += isLeft ? 1 : 0;
            r += isRight ? 1 : 0;
        }
        if (common > mostCommon) {
            mostCommon = common;
            best = int(key);
        }
        if (common == qint64(std::min(a.size(), b.size())))
            break; // no other can have more
    }
    return best;
}

RowMatches matchRows(const std::vector<quint64> &leftKeys, const std::vector<quint64> &leftRows,
                     const std::vector<quint64> &rightKeys, const std::vector<quint64> &rightRows)
{
    RowMatches matches;
    const std::vector<Keyed> leftAll = keyed(leftKeys, leftRows), rightAll = keyed(rightKeys, rightRows);
    Span left = leftAll, right = rightAll;
    while (!left.empty() || !right.empty()) {
        const bool hasLeft = right.empty() || (!left.empty() && left.front().key <= right.front().key);
        const bool hasRight = left.empty() || (!right.empty() && right.front().key <= left.front().key);
        const Span l = hasLeft ? groupOf(left) : Span();
        const Span r = hasRight ? groupOf(right) : Span();
        matchGroup(l, r, matches);
        left = left.subspan(l.size());
        right = right.subspan(r.size());
    }
    std::ranges::sort(matches.different, [](const RowMatch &a, const RowMatch &b) {
        return a.right != b.right ? a.right < b.right : a.left < b.left;
    });
    return matches;
}

} // namespace waybill
