#pragma once

#include "app/rows/RowStore.h"

#include <optional>
#include <span>
#include <stop_token>

namespace waybill {

struct SortKey {
    int column = 0;
    bool descending = false;

    bool operator==(const SortKey &) const = default;
};

/// All rows of a store in their own order.
RowNumbers allRows(const RowStore &store);

/// `rows` in the order of `keys`, the first of them first, as compareCells has it (CellOrder.h). Rows that are
/// equivalent keep the order in which they are given. Cells without a value come last whichever way is sorted; F&O's
/// empty dates, which are shown blank, before them. Any thread; nothing when it was stopped.
std::optional<RowNumbers> sortedRows(const RowStore &store, RowNumbers rows, std::span<const SortKey> keys,
                                     const std::stop_token &stop = {});

} // namespace waybill
