#include "ui/widgets/Pill.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace waybill {

namespace {
constexpr int leftPadding = 7;
constexpr int rightPadding = 9;
constexpr int gap = 6;
constexpr int iconSide = 13;
constexpr int verticalPadding = 2;

int iconWidth(const Pill &pill)
{
    return pill.icon == Icon::None ? 2 : iconSide + gap;
}

/// Thin slanted lines: undecided is told by a pattern, not by colour alone.
void hatch(QPainter *painter, const QRectF &body, const QColor &colour)
{
    painter->setPen(QPen(colour, 1));
    for (qreal x = body.left() - body.height(); x < body.right(); x += 6)
        painter->drawLine(QPointF(x, body.bottom()), QPointF(x + body.height(), body.top()));
}
} // namespace

QFont pillFont(const QFont &font)
{
    QFont small = font;
    if (font.pointSizeF() > 0)
        small.setPointSizeF(font.pointSizeF() * 0.93);
    else
        small.setPixelSize(qMax(1, qRound(font.pixelSize() * 0.93)));
    small.setWeight(QFont::Medium);
    return small;
}

QSize pillSize(const QFont &font, const Pill &pill)
{
    const QFontMetrics metrics(pillFont(font));
    return {leftPadding + iconWidth(pill) + metrics.horizontalAdvance(pill.text) + rightPadding,
            qMax(metrics.height(), iconSide) + 2 * verticalPadding};
}

void paintPill(QPainter *painter, const QRect &rect, const QFont &font, const Pill &pill, const Palette &palette,
               bool outlined)
{
    if (pill.text.isEmpty() && pill.icon == Icon::None)
        return;
    const Tone &tone = palette.tone(pill.role);
    const QSize wanted = pillSize(font, pill);
    const QRectF body(rect.left(), rect.top() + (rect.height() - wanted.height()) / 2.0,
                      qMin(wanted.width(), rect.width()), wanted.height());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(body, body.height() / 2, body.height() / 2);
    painter->fillPath(outline, tone.tint);
    if (pill.hatched) {
        painter->setClipPath(outline, Qt::IntersectClip);
        hatch(painter, body, mixed(tone.tint, tone.ink, 0.16));
        painter->setClipping(false);
    }
    if (outlined) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(mixed(tone.tint, tone.ink, 0.3), 1));
        painter->drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), body.height() / 2, body.height() / 2);
    }
    paintIcon(painter, QRectF(body.left() + leftPadding, body.center().y() - iconSide / 2.0, iconSide, iconSide),
              pill.icon, tone.ink);
    const QFont small = pillFont(font);
    painter->setFont(small);
    painter->setPen(tone.ink);
    const QRectF words = body.adjusted(leftPadding + iconWidth(pill), 0, -rightPadding + 1, 0);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetricsF(small).elidedText(pill.text, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace waybill
