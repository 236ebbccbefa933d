#pragma once

#include "app/rows/RowStore.h"
#include "ui/widgets/grid/GridOrder.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// What a worker made of an order.
struct GridOrdered {
    std::shared_ptr<const RowNumbers> rows; ///< null when it was stopped
    qsizetype seen = 0;                     ///< how many rows the store had
};

/// The rows of `store` that pass the filters, in their order. Any thread; nothing when it was stopped.
std::optional<RowNumbers> orderedRows(const RowStore &store, const GridOrder &order, const std::stop_token &stop);
/// Whether this text passes; `numeric`: of a number.
bool passes(const GridFilter &filter, CellKind kind, std::string_view text);

} // namespace waybill
