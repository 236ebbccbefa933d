#include "ui/push/ProgressDelegate.h"

#include "ui/push/QueueModel.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/style/StylePaint.h"

#include <QApplication>
#include <QPainter>

namespace waybill {

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QVariant part = index.data(QueueModel::ProgressRole);
    if (!part.isValid()) {
        CellDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);
    const Palette &c = paletteOf(item.palette);
    const QRect bar(item.rect.left() + metrics::cellPadding, item.rect.center().y() - 2,
                    item.rect.width() - 2 * metrics::cellPadding, 5);
    paint::box(painter, bar, mixed(c.surface, c.text, 0.12), {}, 2.5);
    const int width = static_cast<int>(bar.width() * qBound(0.0, part.toDouble(), 1.0));
    if (width > 0)
        paint::box(painter, QRect(bar.topLeft(), QSize(qMax(5, width), 5)), c.accent, {}, 2.5);
}

void ProgressDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    CellDelegate::initStyleOption(option, index);
    option->textElideMode = Qt::ElideRight; // a sentence is read from its beginning
}

} // namespace waybill
