#pragma once

#include "app/rows/RowHandler.h"

#include <string>
#include <string_view>

namespace waybill {

/// The XML of a workbook's cells (ECMA-376). Pure; any thread.
namespace sheet {

inline constexpr int lastRow = 1'048'576;
inline constexpr int mostColumns = 16'384;
inline constexpr qint64 longestText = 32'767; ///< UTF-16 units that a cell takes

/// The styles of stylesXml(), by their places.
enum Style { Plain, Bold, Date, Time };
extern const char stylesXml[];

/// `A`, `B`, … `XFD` of a column counted from 0.
std::string columnName(int column);

/// Appends a text with what XML and Excel read otherwise escaped; what is no character of XML becomes U+FFFD. True when
/// it was too long and was cut.
bool appendText(std::string_view text, std::string &into);

/// Appends the cell of a value: numbers of up to 15 digits as they came, times as times, all else as text, never a
/// formula; nothing for null. `place` is the cell's name, such as `B7`. True when a text was cut.
bool appendCell(const PageValue &value, std::string_view place, std::string &into);

} // namespace sheet

} // namespace waybill
