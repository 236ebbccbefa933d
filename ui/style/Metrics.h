#pragma once

namespace waybill::metrics {

// Device-independent pixels: Qt multiplies them on screens of 150 % and 200 %.
inline constexpr int unit = 8;           ///< between neighbours
inline constexpr int margin = 2 * unit;  ///< around a page or pane
inline constexpr int half = unit / 2;    ///< between a thing and its caption
inline constexpr int rowHeight = 32;     ///< table rows
inline constexpr int compactRow = 24;    ///< table rows in small tables and in the compact setting
inline constexpr int headerHeight = 32;  ///< table headers
inline constexpr int cellPadding = 10;   ///< left and right in a cell
inline constexpr int controlHeight = 30; ///< buttons, fields, combo boxes
inline constexpr int radius = 5;
inline constexpr int iconSize = 16;
inline constexpr int sideWidth = 208;   ///< the list of pages
inline constexpr int railWidth = 60;    ///< the same in narrow windows: icons only
inline constexpr int narrowWindow = 1000; ///< below this width a window is narrow
inline constexpr int detailWidth = 408; ///< the pane beside a table

} // namespace waybill::metrics
