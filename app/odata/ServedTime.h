#pragma once

#include <optional>
#include <string_view>

namespace waybill {

/// A point of time as spreadsheets count it: days since the last day of 1899, as they have it.
struct SheetTime {
    double days = 0;
    bool hasTime = false; ///< not midnight
};

/// Reads an `Edm.DateTimeOffset` in UTC or an `Edm.Date`: `2024-02-29T13:05:00Z`, with up to seven digits of a second,
/// or `2024-02-29`. Nothing for any other text, and for what is before 1900.
std::optional<SheetTime> sheetTime(std::string_view text);

} // namespace waybill
