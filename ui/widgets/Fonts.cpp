#include "ui/widgets/Fonts.h"

#include <QFontDatabase>
#include <QFontMetrics>

namespace waybill::fonts {

namespace {
QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qMax(1, qRound(font.pixelSize() * factor)));
    return font;
}
} // namespace

QFont small(QFont base)
{
    return scaled(std::move(base), 0.9);
}

QFont strong(QFont base)
{
    base.setWeight(QFont::DemiBold);
    return base;
}

QFont heading(QFont base)
{
    return scaled(std::move(base), 1.15);
}

QFont fixed(const QFont &base)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (base.pointSizeF() > 0)
        font.setPointSizeF(base.pointSizeF() * 0.94);
    return font;
}

void load(const QFont &base)
{
    for (const QFont &font : {base, small(base), strong(base), heading(base)})
        (void)QFontMetrics(font).horizontalAdvance(QStringLiteral("Waybill"));
}

} // namespace waybill::fonts
