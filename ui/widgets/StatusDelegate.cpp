#include "ui/widgets/StatusDelegate.h"

#include "ui/style/Metrics.h"

#include <QApplication>
#include <QPainter>
#include <QTableView>

namespace waybill {

namespace {
Pill pillOf(const QModelIndex &index)
{
    return {index.data(Qt::DisplayRole).toString(), static_cast<Icon>(index.data(PillIconRole).toInt()),
            static_cast<StatusRole>(index.data(PillToneRole).toInt()), index.data(PillHatchedRole).toBool()};
}
} // namespace

void StatusDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QWidget *widget = item.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, widget);
    paintPill(painter, item.rect.adjusted(metrics::cellPadding, 0, -metrics::unit, -1), item.font, pillOf(index),
              paletteOf(item.palette), item.state.testFlag(QStyle::State_Selected));
}

QSize StatusDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize pill = pillSize(option.font, pillOf(index));
    return {pill.width() + metrics::cellPadding + metrics::unit, qMax(metrics::rowHeight, pill.height() + 4)};
}

} // namespace waybill
