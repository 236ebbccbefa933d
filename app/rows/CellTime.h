#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

namespace waybill {

/// 100 ns since 1970 in UTC, as .NET counts; nothing when `text` is no `YYYY-MM-DDThh:mm[:ss[.fraction]]` with `Z` or
/// `±hh:mm`, nor a bare `YYYY-MM-DD` (its midnight).
std::optional<qint64> ticksOf(std::string_view text);

/// F&O's way to say that there is no date: 1900-01-01 at T00:00:00Z or T12:00:00Z (protocol section 5).
bool isEmptyDate(std::string_view text);

} // namespace waybill
