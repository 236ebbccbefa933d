#include "app/rows/KeySort.h"

#include <algorithm>
#include <array>

namespace waybill {

namespace {

constexpr std::size_t fewRows = 512; // where counting 256 digits for each byte costs more than comparing

} // namespace

// Byte by byte from the lowest; bytes that all keys share are passed over.
void sortByKey(std::span<KeyedRow> rows, std::vector<KeyedRow> &scratch)
{
    const auto byKey = [](const KeyedRow &a, const KeyedRow &b) { return a.key < b.key; };
    if (std::is_sorted(rows.begin(), rows.end(), byKey))
        return;
    if (rows.size() < fewRows) {
        std::stable_sort(rows.begin(), rows.end(), byKey);
        return;
    }
    std::array<std::array<quint32, 256>, 8> counts{};
    for (const KeyedRow &row : rows) {
        for (std::size_t byte = 0; byte < 8; ++byte)
            ++counts[byte][row.key >> (8 * byte) & 0xFF];
    }
    scratch.resize(std::max(scratch.size(), rows.size()));
    std::span<KeyedRow> from = rows;
    std::span<KeyedRow> into(scratch.data(), rows.size());
    for (std::size_t byte = 0; byte < 8; ++byte) {
        if (counts[byte][rows.front().key >> (8 * byte) & 0xFF] == rows.size())
            continue;
        std::array<quint32, 256> next;
        quint32 sum = 0;
        for (std::size_t digit = 0; digit < 256; ++digit) {
            next[digit] = sum;
            sum += counts[byte][digit];
        }
        for (const KeyedRow &row : from)
            into[next[row.key >> (8 * byte) & 0xFF]++] = row;
        std::swap(from, into);
    }
    if (from.data() != rows.data())
        std::copy(from.begin(), from.end(), rows.begin());
}

} // namespace waybill
