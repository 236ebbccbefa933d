#pragma once

#include <QFont>

/// Sizes relative to the system's font; nothing else picks a font.
namespace waybill::fonts {

QFont small(QFont base);        ///< captions, times below dots
QFont strong(QFont base);       ///< demi-bold of the same size
QFont heading(QFont base);      ///< titles of panes and the first line of a page
QFont fixed(const QFont &base); ///< values as the file has them

/// Loads what every page writes with: the first text of a program waits long for it.
void load(const QFont &base);

} // namespace waybill::fonts
