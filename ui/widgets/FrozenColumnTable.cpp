#include "ui/widgets/FrozenColumnTable.h"

#include "ui/style/Palette.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>

namespace waybill {

namespace {

/// The title of the first column stays as well.
class FrozenHeader final : public QHeaderView
{
public:
    explicit FrozenHeader(const FrozenColumnTable *table) : QHeaderView(Qt::Horizontal), m_table(table)
    {
        setSectionsClickable(true);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QHeaderView::paintEvent(event);
        if (const int width = m_table->covered(); width > 0) {
            QPainter painter(viewport());
            paintSection(&painter, QRect(0, 0, width, height()), 0);
        }
    }

private:
    const FrozenColumnTable *m_table;
};

} // namespace

FrozenColumnTable::FrozenColumnTable(RowSize size, QWidget *parent) : RowTable(size, parent)
{
    const QHeaderView *usual = horizontalHeader();
    auto *header = new FrozenHeader(this);
    header->setHighlightSections(false);
    header->setDefaultAlignment(usual->defaultAlignment());
    header->setTextElideMode(usual->textElideMode());
    header->setFixedHeight(usual->height());
    setHorizontalHeader(header);
}

int FrozenColumnTable::covered() const
{
    if (!model() || model()->columnCount() < 2 || horizontalScrollBar()->value() == 0)
        return 0;
    // A very wide one would leave no room for what it is beside.
    const int width = columnWidth(0);
    return width * 2 <= viewport()->width() ? width : 0;
}

void FrozenColumnTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    RowTable::scrollTo(index, hint);
    if (index.column() <= 0)
        return;
    QScrollBar *bar = horizontalScrollBar();
    if (const int hidden = covered() - columnViewportPosition(index.column()); hidden > 0)
        bar->setValue(bar->value() - hidden);
    // A column that is cut in two at the edge is only half a word: the next one begins there, if there is room for it.
    const int half = columnAt(covered());
    if (covered() == 0 || half < 0 || half >= index.column())
        return;
    if (const int rest = columnViewportPosition(half) + columnWidth(half) - covered(); rest < columnWidth(half))
        bar->setValue(bar->value() + rest);
}

QRect FrozenColumnTable::visualRect(const QModelIndex &index) const
{
    QRect rect = RowTable::visualRect(index);
    if (index.column() == 0 && covered() > 0)
        rect.moveLeft(0);
    return rect;
}

QModelIndex FrozenColumnTable::indexAt(const QPoint &point) const
{
    const QModelIndex below = RowTable::indexAt(point);
    return point.x() < covered() ? below.siblingAtColumn(0) : below;
}

void FrozenColumnTable::paintEvent(QPaintEvent *event)
{
    RowTable::paintEvent(event);
    const int width = covered();
    if (width == 0)
        return;
    QPainter painter(viewport());
    painter.fillRect(QRect(0, 0, width, viewport()->height()), palette().brush(QPalette::Base));
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const int last = rowAt(viewport()->height() - 1);
    for (int row = rowAt(0); row >= 0 && row < model()->rowCount() && (last < 0 || row <= last); ++row) {
        const QModelIndex index = model()->index(row, 0);
        QStyleOptionViewItem cell = option;
        cell.rect = QRect(0, rowViewportPosition(row), width, rowHeight(row));
        cell.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        itemDelegateForIndex(index)->paint(&painter, cell, index);
    }
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawLine(width - 1, 0, width - 1, viewport()->height());
}

void FrozenColumnTable::scrollContentsBy(int dx, int dy)
{
    RowTable::scrollContentsBy(dx, dy);
    if (dx != 0) {
        // What was moved as it stood took the frozen column along.
        viewport()->update();
        horizontalHeader()->viewport()->update();
    }
}

} // namespace waybill
