#pragma once

#include "ui/style/Palette.h"

#include <QBrush>

namespace waybill {

/// A pattern besides the colour, so that areas of a chart are told apart without it.
enum class Hatch {
    None,
    Rising,  ///< lines from the lower left
    Falling, ///< lines from the upper left
    Crossed, ///< both
    Dotted,
    Upright,
};

/// The fill of an area of a chart in a status colour; lines of the pattern in the surface's. Contrast with the surface
/// is at least 3 : 1.
QBrush chartBrush(StatusRole role, Hatch hatch, const Palette &palette);
/// The flat colour under chartBrush's pattern.
QColor chartColour(StatusRole role, const Palette &palette);

} // namespace waybill
