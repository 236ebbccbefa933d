#include "app/rows/RowOrder.h"

#include "app/rows/CellNumber.h"
#include "app/rows/CellOrder.h"
#include "app/rows/CellTime.h"
#include "app/rows/KeySort.h"

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstring>
#include <deque>
#include <numeric>

namespace waybill {

namespace {

using Rows = std::span<KeyedRow>;

constexpr quint64 signBit = quint64(1) << 63;

quint64 keyOf(qint64 value)
{
    return quint64(value) ^ signBit;
}
quint64 keyOf(double value)
{
    const auto bits = std::bit_cast<quint64>(value + 0.0); // -0 is 0
    return (bits & signBit) != 0 ? ~bits : bits | signBit;
}

/// Bytes from `offset` on, the first of them highest; capital letters as small ones.
quint64 chunkOf(std::string_view text, std::size_t offset)
{
    quint64 chunk = 0;
    if (offset + 8 <= text.size()) {
        std::memcpy(&chunk, text.data() + offset, 8);
    } else if (offset < text.size()) {
        std::memcpy(&chunk, text.data() + offset, text.size() - offset);
    }
    // Bytes between A and Z, of eight at a time: bit 7 of each is set in `capital`. Bytes beyond ASCII are none.
    constexpr quint64 ones = 0x0101010101010101;
    const quint64 low = chunk & (ones * 0x7F);
    const quint64 capital = (low + ones * (0x80 - 'A')) & ~(low + ones * (0x80 - 'Z' - 1)) & ~chunk & (ones * 0x80);
    chunk |= capital >> 2;
    if constexpr (std::endian::native == std::endian::little)
        chunk = qbswap(chunk);
    return chunk;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

class Sorting
{
public:
    Sorting(const RowStore &store, std::span<const SortKey> keys, const std::stop_token &stop)
        : m_store(store), m_keys(keys), m_stop(stop)
    {
    }

    /// Sorts rows that are equivalent in the keys before number `level` by that key and those behind it.
    void sort(Rows rows, std::size_t level)
    {
        if (rows.size() < 2 || level == m_keys.size() || m_stop.stop_requested())
            return;
        const bool descending = m_keys[level].descending;
        const CellKinds kinds = m_store.kinds(m_keys[level].column);
        CellReader cells(m_store, m_keys[level].column);
        // One class only needs no look at each cell; a column of moments may have empty ones.
        if ((kinds & (kindBit(CellKind::Absent) | kindBit(CellKind::Null) | kindBit(CellKind::Time))) == 0 &&
            m_store.type(m_keys[level].column) != ColumnType::Mixed) {
            sortClass(rows, classOf(cells.at(rows.front().row)), level);
            return;
        }
        for (KeyedRow &row : rows) {
            const CellClass cellClass = classOf(cells.at(row.row));
            const bool turned = descending && !isLast(cellClass);
            row.key = quint64(turned ? quint8(CellClass::Nested) - quint8(cellClass) : quint8(cellClass));
        }
        sortByKey(rows, m_scratch);
        eachRun(rows, [&](Rows run) { sortClass(run, classOf(cells.at(run.front().row)), level); });
    }

private:
    template <class Work>
    void eachRun(Rows rows, const Work &work)
    {
        for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
            while (end < rows.size() && rows[end].key == rows[begin].key)
                ++end;
            work(rows.subspan(begin, end - begin));
        }
    }

    void sortClass(Rows rows, CellClass cellClass, std::size_t level)
    {
        switch (cellClass) {
        case CellClass::Boolean:
            sortKeys(rows, level, [](std::string_view text) { return quint64(text == "true" ? 1 : 0); });
            return;
        case CellClass::Number:
            if ((m_store.kinds(m_keys[level].column) & kindBit(CellKind::Decimal)) == 0)
                sortKeys(rows, level, [](std::string_view text) { return keyOf(integerOf(text).value_or(0)); });
            else
                sortDecimals(rows, level);
            return;
        case CellClass::Moment:
            sortKeys(rows, level, [](std::string_view text) { return keyOf(ticksOf(text).value_or(0)); });
            return;
        case CellClass::Text:
        case CellClass::Nested:
            sortTexts(rows, level);
            return;
        case CellClass::EmptyDate:
        case CellClass::Nothing:
            sort(rows, level + 1);
        }
    }

    template <class KeyOfText>
    void giveKeys(Rows rows, std::size_t level, const KeyOfText &keyOfText)
    {
        const quint64 turn = m_keys[level].descending ? ~quint64(0) : 0;
        CellReader cells(m_store, m_keys[level].column);
        for (KeyedRow &row : rows)
            row.key = keyOfText(cells.at(row.row).text) ^ turn;
        sortByKey(rows, m_scratch);
    }

    template <class KeyOfText>
    void sortKeys(Rows rows, std::size_t level, const KeyOfText &keyOfText)
    {
        giveKeys(rows, level, keyOfText);
        if (level + 1 < m_keys.size())
            eachRun(rows, [&](Rows run) { sort(run, level + 1); });
    }

    // By double first; those that a double does not tell apart by their digits.
    void sortDecimals(Rows rows, std::size_t level)
    {
        giveKeys(rows, level, [](std::string_view text) { return keyOf(doubleOf(text)); });
        CellReader cells(m_store, m_keys[level].column);
        const bool descending = m_keys[level].descending;
        eachRun(rows, [&](Rows run) {
            if (run.size() < 2 || m_stop.stop_requested())
                return;
            const auto compare = [&](const KeyedRow &a, const KeyedRow &b) {
                return compareNumbers(cells.at(a.row).text, cells.at(b.row).text);
            };
            const auto before = [&](const KeyedRow &a, const KeyedRow &b) {
                return descending ? compare(b, a) < 0 : compare(a, b) < 0;
            };
            if (!std::is_sorted(run.begin(), run.end(), before))
                std::stable_sort(run.begin(), run.end(), before);
            if (level + 1 == m_keys.size())
                return;
            for (std::size_t begin = 0, end = 0; begin < run.size(); begin = end) {
                while (end < run.size() && compare(run[end], run[begin]) == 0)
                    ++end;
                sort(run.subspan(begin, end - begin), level + 1);
            }
        });
    }

    void sortTexts(Rows rows, std::size_t level)
    {
        Texts texts;
        texts.views.reserve(rows.size());
        CellReader cells(m_store, m_keys[level].column);
        for (KeyedRow &row : rows) {
            const std::string_view text = cells.at(row.row).text;
            row.index = quint32(texts.views.size());
            texts.views.push_back(isAscii(text) ? text : texts.folded.emplace_back(foldedText(text)));
        }
        sortTexts(rows, texts, 0, level);
    }

    struct Texts {
        std::vector<std::string_view> views; // of each index: ASCII as served, or folded
        std::deque<std::string> folded;
    };

    // Sorts texts that share their first `offset` bytes, eight bytes at a time.
    void sortTexts(Rows rows, const Texts &texts, std::size_t offset, std::size_t level)
    {
        if (rows.size() < 2 || m_stop.stop_requested())
            return;
        offset = sharedLength(rows, texts, offset);
        const quint64 turn = m_keys[level].descending ? ~quint64(0) : 0;
        for (KeyedRow &row : rows)
            row.key = chunkOf(texts.views[row.index], offset) ^ turn;
        sortByKey(rows, m_scratch);
        eachRun(rows, [&](Rows run) {
            if (run.size() < 2)
                return;
            const auto hasEnded = [&](const KeyedRow &row) { return texts.views[row.index].size() <= offset + 8; };
            // Shorter ones first; here they are all but equal.
            const bool descending = turn != 0;
            const auto middle = std::stable_partition(run.begin(), run.end(),
                                                      [&](const KeyedRow &row) { return hasEnded(row) != descending; });
            const auto split = std::size_t(middle - run.begin());
            const Rows ended = descending ? run.subspan(split) : run.first(split);
            const Rows longer = descending ? run.first(split) : run.subspan(split);
            sortTexts(longer, texts, offset + 8, level);
            sortEnded(ended, texts, level);
        });
    }

    // Texts that are the same in their last bytes, or differ in zeros at the end only: the shorter ones first.
    void sortEnded(Rows rows, const Texts &texts, std::size_t level)
    {
        const quint64 turn = m_keys[level].descending ? ~quint64(0) : 0;
        for (KeyedRow &row : rows)
            row.key = texts.views[row.index].size() ^ turn;
        sortByKey(rows, m_scratch);
        if (level + 1 < m_keys.size())
            eachRun(rows, [&](Rows run) { sort(run, level + 1); });
    }

    /// How many bytes from the beginning all texts share, at least `offset`.
    std::size_t sharedLength(Rows rows, const Texts &texts, std::size_t offset) const
    {
        const std::string_view first = texts.views[rows.front().index];
        std::size_t shared = first.size();
        for (const KeyedRow &row : rows) {
            const std::string_view text = texts.views[row.index];
            shared = std::min(shared, text.size());
            std::size_t same = std::min(offset, shared);
            while (same < shared && lower(text[same]) == lower(first[same]))
                ++same;
            shared = same;
            if (shared <= offset)
                return offset;
        }
        return shared;
    }

    const RowStore &m_store;
    std::span<const SortKey> m_keys;
    const std::stop_token &m_stop;
    std::vector<KeyedRow> m_scratch;
};

} // namespace

RowNumbers allRows(const RowStore &store)
{
    RowNumbers rows(std::size_t(store.rows()));
    std::iota(rows.begin(), rows.end(), 0U);
    return rows;
}

std::optional<RowNumbers> sortedRows(const RowStore &store, RowNumbers rows, std::span<const SortKey> keys,
                                     const std::stop_token &stop)
{
    std::vector<KeyedRow> keyed(rows.size());
    std::transform(rows.begin(), rows.end(), keyed.begin(), [](quint32 row) { return KeyedRow{0, row, 0}; });
    Sorting(store, keys, stop).sort(keyed, 0);
    if (stop.stop_requested())
        return std::nullopt;
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const KeyedRow &row) { return row.row; });
    return rows;
}

} // namespace waybill
