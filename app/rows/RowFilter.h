#pragma once

#include "app/rows/CellReader.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace waybill {

/// What must hold of a row that is to be shown.
struct RowCondition {
    enum class Is {
        Containing, ///< the text stands in the cell as served (a time is searched as `2024-05-31T12:00:00Z`)
        Equal,      ///< the cell has the same value: numbers by their value, texts by their bytes, no value with none
        Different,  ///< the opposite of Equal
    };
    static constexpr int anyColumn = -1;

    Is is = Is::Containing;
    int column = anyColumn;         ///< anyColumn with Containing only
    std::string text;               ///< UTF-8; with Containing an empty one holds for every row
    CellKind kind = CellKind::Text; ///< of `text`, with Equal and Different
    bool matchCase = false;         ///< with Containing; otherwise letters count without case, also those beyond ASCII

    bool operator==(const RowCondition &) const = default;
};

/// The condition that a row has the same value as this cell, or another.
RowCondition conditionOf(const RowStore &store, qsizetype row, int column, RowCondition::Is is);

/// The rows from number `from` on, in the store's order, for which all conditions hold. `from` is for rows that have
/// been appended since. Any thread; nothing when it was stopped.
std::optional<RowNumbers> filteredRows(const RowStore &store, std::span<const RowCondition> conditions,
                                       const std::stop_token &stop = {}, qsizetype from = 0);

} // namespace waybill
