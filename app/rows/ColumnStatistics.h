#pragma once

#include "app/rows/CellReader.h"

#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace waybill {

/// What a column holds in a choice of rows.
struct ColumnStatistics {
    struct Value {
        CellKind kind = CellKind::Text;
        std::string text; ///< as served
        qint64 count = 0;

        bool operator==(const Value &) const = default;
    };

    qint64 rows = 0; ///< the sum of the five that follow
    qint64 absent = 0;
    qint64 null = 0;
    qint64 emptyTexts = 0;
    qint64 emptyDates = 0;      ///< F&O's 1900-01-01
    qint64 values = 0;          ///< all others; only these count below
    qint64 distinct = 0;        ///< different ones, as served: 1.0 and 1.00 are two
    bool distinctExact = true;  ///< otherwise there are more, and `top` may lack one that comes late
    std::optional<quint32> min; ///< the row of the least value, as compareCells has it (CellOrder.h)
    std::optional<quint32> max;
    std::vector<Value> top; ///< the most frequent first; of those as frequent, the one that comes first

    bool operator==(const ColumnStatistics &) const = default;
};

/// The statistics of a column over `rows`. Not more than `mostDistinct` different values are told apart; `topCount` of
/// them are listed. Any thread; nothing when it was stopped.
std::optional<ColumnStatistics> columnStatistics(const RowStore &store, int column, std::span<const quint32> rows,
                                                 const std::stop_token &stop = {}, int topCount = 10,
                                                 qsizetype mostDistinct = 100'000);

} // namespace waybill
