#include "ui/widgets/FilterChip.h"

#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QKeyEvent>
#include <QPainter>

namespace waybill {

namespace {
constexpr int sidePadding = 11;
constexpr int gap = 5;
} // namespace

FilterChip::FilterChip(const QString &word, QWidget *parent) : QPushButton(word, parent)
{
    setCheckable(true);
    setAccessibleName(word);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FilterChip::setCount(qint64 count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleDescription(count < 0    ? QString()
                             : count == 1 ? tr("1 row")
                                          : tr("%1 rows").arg(texts::number(count)));
    updateGeometry();
    update();
}

QSize FilterChip::sizeHint() const
{
    // Measured demi-bold, so that pressing a chip moves nothing.
    const int word = QFontMetrics(fonts::strong(font())).horizontalAdvance(text());
    const int number = m_count < 0 ? 0 : gap + fontMetrics().horizontalAdvance(texts::number(m_count));
    return {word + number + 2 * sidePadding, qMax(26, fontMetrics().height() + 8)};
}

QSize FilterChip::minimumSizeHint() const
{
    return sizeHint();
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    const bool on = isChecked();
    const bool hover = underMouse() && isEnabled();
    paint::box(&painter, rect(),
               on      ? c.selection
               : hover ? mixed(c.surface, c.accent, 0.06)
                       : c.surface,
               on      ? c.accent
               : hover ? mixed(c.line, c.accent, 0.4)
                       : c.line,
               height() / 2.0);
    const QFont face = on ? fonts::strong(font()) : font();
    const QFontMetrics metrics(face);
    const int word = metrics.horizontalAdvance(text());
    const int number = m_count < 0 ? 0 : gap + fontMetrics().horizontalAdvance(texts::number(m_count));
    const int left = (width() - word - number) / 2;
    painter.setFont(face);
    painter.setPen(on ? c.accent : isEnabled() ? c.text : palette().color(QPalette::Disabled, QPalette::Text));
    painter.drawText(QRect(left, 0, word + 1, height()), Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (m_count >= 0) {
        painter.setFont(font());
        painter.setPen(c.muted);
        painter.drawText(QRect(left + word + gap, 0, number, height()), Qt::AlignVCenter | Qt::TextSingleLine,
                         texts::number(m_count));
    }
    if (hasFocus())
        paint::focusRing(&painter, rect(), c.accent, height() / 2.0 - 1);
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QPushButton::keyPressEvent(event);
}

} // namespace waybill
