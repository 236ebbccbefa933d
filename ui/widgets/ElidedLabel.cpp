#include "ui/widgets/ElidedLabel.h"

#include "ui/style/Icons.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

namespace waybill {

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent) : TonedLabel(parent)
{
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTexts(text);
}

void ElidedLabel::setTexts(const QString &shown, const QString &whole, const QString &tooltip)
{
    m_whole = whole;
    m_tooltip = tooltip;
    setText(shown);
    setAccessibleName(whole.isEmpty() ? shown : whole);
}

bool ElidedLabel::isElided() const
{
    return fontMetrics().horizontalAdvance(text()) > contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height() + 2};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(40, sizeHint().width()), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto group = isEnabled() ? QPalette::Normal : QPalette::Disabled;
    painter.setPen(palette().color(group, foregroundRole()));
    painter.drawText(contentsRect(), static_cast<int>(alignment() | Qt::AlignVCenter) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), Qt::ElideMiddle, contentsRect().width()));
    if (hasFocus())
        paint::focusRing(&painter, rect(), paletteOf(this).accent, 3);
}

void ElidedLabel::copy() const
{
    QGuiApplication::clipboard()->setText(whole());
}

void ElidedLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        copy();
    else
        TonedLabel::keyPressEvent(event);
}

void ElidedLabel::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(themedIcon(Icon::Copy), tr("Copy"), this, &ElidedLabel::copy);
    menu->popup(event->globalPos());
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const bool hides = isElided() || (!m_whole.isEmpty() && m_whole != text());
        const QString tip = !m_tooltip.isEmpty() ? m_tooltip : hides ? whole() : QString();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), tip, this);
        return true;
    }
    return TonedLabel::event(event);
}

} // namespace waybill
