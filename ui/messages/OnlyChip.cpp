#include "ui/messages/OnlyChip.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QPainter>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int sidePadding = 11;
constexpr int crossSide = 12;
constexpr int narrowest = 120;
} // namespace

OnlyChip::OnlyChip(QWidget *parent) : QPushButton(parent)
{
    setObjectName(u"onlyChip"_s);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void OnlyChip::setName(const QString &name)
{
    m_name = tr("Only: %1").arg(texts::oneLine(name));
    setText(QString(m_name).replace(u'&', u"&&"_s));
    setAccessibleName(tr("Only %1: show the others again").arg(name));
    setToolTip(texts::plainTooltip(tr("%1\nPress to show the other messages again").arg(name)));
    setHidden(name.isEmpty());
    updateGeometry();
    update();
}

QSize OnlyChip::sizeHint() const
{
    const int words = QFontMetrics(fonts::strong(font())).horizontalAdvance(m_name);
    return {words + metrics::unit + crossSide + 2 * sidePadding, qMax(26, fontMetrics().height() + 8)};
}

QSize OnlyChip::minimumSizeHint() const
{
    return {qMin(narrowest, sizeHint().width()), sizeHint().height()};
}

void OnlyChip::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    paint::box(&painter, rect(), underMouse() ? mixed(c.selection, c.accent, 0.08) : c.selection, c.accent,
               height() / 2.0);
    const QFont face = fonts::strong(font());
    const QRect words = rect().adjusted(sidePadding, 0, -sidePadding - crossSide - metrics::unit, 0);
    painter.setFont(face);
    painter.setPen(c.accent);
    painter.drawText(words, Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(face).elidedText(m_name, Qt::ElideRight, words.width()));
    paintIcon(&painter, QRectF(width() - sidePadding - crossSide, (height() - crossSide) / 2.0, crossSide, crossSide),
              Icon::Close, c.accent);
    if (hasFocus())
        paint::focusRing(&painter, rect(), c.accent, height() / 2.0 - 1);
}

} // namespace waybill
