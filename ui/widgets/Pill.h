#pragma once

#include "ui/style/Icons.h"
#include "ui/style/Palette.h"

#include <QString>

class QFont;
class QPainter;

namespace waybill {

/// A status as people see it: icon and word on a tint.
struct Pill {
    QString text;
    Icon icon = Icon::None;
    StatusRole role = StatusRole::Quiet;
    bool hatched = false; ///< undecided: a pattern besides the colour
    bool operator==(const Pill &) const = default;
};

QSize pillSize(const QFont &font, const Pill &pill);
/// Paints the pill at the left of `rect`, centred vertically, elided in the middle where it does not fit.
/// `outlined`: with a line around it, for grounds of nearly its own tint.
void paintPill(QPainter *painter, const QRect &rect, const QFont &font, const Pill &pill, const Palette &palette,
               bool outlined = false);

/// The font of a pill in a table whose cells have `font`.
QFont pillFont(const QFont &font);

} // namespace waybill
