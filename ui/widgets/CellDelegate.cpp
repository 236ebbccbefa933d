#include "ui/widgets/CellDelegate.h"

#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"
#include "ui/widgets/Texts.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace waybill {

namespace {
QRect textRect(const QStyleOptionViewItem &item)
{
    return item.rect.adjusted(metrics::cellPadding, 0, -metrics::cellPadding, -1);
}
} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QWidget *widget = item.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, widget);
    painter->save();
    QRect words = textRect(item);
    if (!item.icon.isNull()) {
        const QRect picture(words.left(), words.center().y() - metrics::iconSize / 2, metrics::iconSize,
                            metrics::iconSize);
        item.icon.paint(painter, picture);
        words.setLeft(picture.right() + metrics::unit);
    }
    painter->setFont(item.font);
    const auto group = item.state.testFlag(QStyle::State_Enabled) ? QPalette::Normal : QPalette::Disabled;
    painter->setPen(item.palette.color(group, QPalette::Text));
    painter->drawText(words, static_cast<int>(item.displayAlignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                      item.fontMetrics.elidedText(item.text, item.textElideMode, words.width()));
    if (item.state.testFlag(QStyle::State_HasFocus) && item.state.testFlag(QStyle::State_KeyboardFocusChange))
        paint::focusRing(painter, item.rect.adjusted(1, 1, -1, -2), paletteOf(item.palette).accent, 3);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const int picture = item.icon.isNull() ? 0 : metrics::iconSize + metrics::unit;
    return {item.fontMetrics.horizontalAdvance(item.text) + picture + 2 * metrics::cellPadding + 2,
            item.fontMetrics.height() + 6};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const bool elided = sizeHint(option, index).width() > option.rect.width();
    QString words = index.data(Qt::ToolTipRole).toString();
    if (words.isEmpty() && elided)
        words = index.data(Qt::DisplayRole).toString();
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(event->globalPos(), texts::plainTooltip(words), view);
    return true;
}

} // namespace waybill
