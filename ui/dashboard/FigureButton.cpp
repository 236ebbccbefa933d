#include "ui/dashboard/FigureButton.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Fonts.h"

#include <QKeyEvent>
#include <QPainter>

namespace waybill {

namespace {
constexpr int padding = 12;
constexpr int iconWidth = 18;

QFont figureFont(const QFont &base)
{
    return fonts::strong(fonts::heading(fonts::heading(base)));
}
} // namespace

FigureButton::FigureButton(Icon icon, const QString &word, QWidget *parent)
    : QPushButton(word, parent), m_icon(icon), m_figure(QStringLiteral("–"))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(word);
    setEnabled(false);
}

void FigureButton::setFigure(const QString &figure, StatusRole role, const QString &detail, bool opensSomething)
{
    m_figure = figure;
    m_role = role;
    m_detail = detail;
    setAccessibleDescription(detail.isEmpty() ? figure : tr("%1, %2").arg(figure, detail));
    setToolTip(opensSomething ? tr("%1: %2. Shows these messages").arg(text(), accessibleDescription())
                              : tr("%1: %2").arg(text(), accessibleDescription()));
    setEnabled(opensSomething);
    update();
}

QSize FigureButton::sizeHint() const
{
    const int lines = QFontMetrics(figureFont(font())).height() + fontMetrics().height();
    return {200, lines + 2 * padding - 6};
}

QSize FigureButton::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void FigureButton::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    const bool hover = underMouse() && isEnabled();
    paint::box(&painter, rect(), isDown() ? c.selection : c.surface, hover ? mixed(c.line, c.accent, 0.5) : c.line,
               metrics::radius);
    const Tone &tone = c.tone(m_role);
    const bool says = m_role != StatusRole::Quiet;
    const QRect inside = rect().adjusted(padding, padding - 3, -padding, -padding + 3);
    const int wordHeight = fontMetrics().height();
    paintIcon(&painter,
              QRectF(inside.left(), inside.top() + (wordHeight - metrics::iconSize) / 2.0, metrics::iconSize,
                     metrics::iconSize),
              m_icon, says ? tone.ink : c.muted);
    painter.setPen(c.muted);
    painter.setFont(font());
    painter.drawText(QRect(inside.left() + iconWidth + 4, inside.top(), inside.width() - iconWidth - 4, wordHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, text());
    const QFont big = figureFont(font());
    const QFontMetrics bigMetrics(big);
    const QRect below(inside.left(), inside.top() + wordHeight, inside.width(), inside.height() - wordHeight);
    painter.setFont(big);
    painter.setPen(says ? tone.ink : c.text);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, m_figure);
    const int taken = bigMetrics.horizontalAdvance(m_figure) + padding;
    painter.setFont(fonts::small(font()));
    painter.setPen(c.muted);
    const QRect rest = below.adjusted(taken, 0, 0, 0);
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideMiddle, rest.width()));
    if (hasFocus())
        paint::focusRing(&painter, rect(), c.accent, metrics::radius - 1);
}

void FigureButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QPushButton::keyPressEvent(event);
}

} // namespace waybill
