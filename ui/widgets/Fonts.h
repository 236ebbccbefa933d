#pragma once

#include <QFont>

/// Sizes relative to the system's font; nothing else picks a font.
namespace waybill::fonts {

QFont small(QFont base);        ///< captions, times below dots
QFont strong(QFont base);       ///< demi-bold of the same size
QFont heading(QFont base);      ///< titles of panes and the first line of a page
QFont fixed(const QFont &base); ///< values as the file has them

} // namespace waybill::fonts
