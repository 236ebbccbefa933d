#include "ui/style/Hatch.h"

#include <QPainter>
#include <QPixmap>

namespace waybill {

namespace {

constexpr int tile = 8; ///< device-independent pixels; the pattern repeats after them
constexpr int fine = 2; ///< the tile's own pixels for each of them, for screens of 200 %

void paintLines(QPainter *painter, Hatch hatch)
{
    const auto rising = [painter](int shift) { painter->drawLine(shift, tile, shift + tile, 0); };
    const auto falling = [painter](int shift) { painter->drawLine(shift, 0, shift + tile, tile); };
    for (const int shift : {-tile, 0, tile}) { // the neighbours too, so that tiles meet
        if (hatch == Hatch::Rising || hatch == Hatch::Crossed)
            rising(shift);
        if (hatch == Hatch::Falling || hatch == Hatch::Crossed)
            falling(shift);
    }
    if (hatch == Hatch::Upright)
        painter->drawLine(tile / 2, 0, tile / 2, tile);
    if (hatch == Hatch::Dotted) {
        painter->drawPoint(2, 2);
        painter->drawPoint(6, 6);
    }
}

} // namespace

QColor chartColour(StatusRole role, const Palette &palette)
{
    return mixed(palette.surface, palette.tone(role).ink, 0.78);
}

QBrush chartBrush(StatusRole role, Hatch hatch, const Palette &palette)
{
    const QColor colour = chartColour(role, palette);
    if (hatch == Hatch::None)
        return colour;
    QPixmap pixmap(tile * fine, tile * fine);
    pixmap.fill(colour);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(fine, fine);
    painter.setPen(QPen(palette.surface, hatch == Hatch::Dotted ? 2.4 : 1.6, Qt::SolidLine, Qt::RoundCap));
    paintLines(&painter, hatch);
    painter.end();
    QBrush brush(pixmap);
    brush.setTransform(QTransform::fromScale(1.0 / fine, 1.0 / fine));
    return brush;
}

} // namespace waybill
