#include "ui/widgets/RowTable.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/CellDelegate.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace waybill {

using namespace Qt::StringLiterals;

RowTable::RowTable(RowSize size, QWidget *parent) : QTableView(parent)
{
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideMiddle);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setItemDelegate(new CellDelegate(this));
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    setRowSize(size);
}

void RowTable::setRowSize(RowSize size)
{
    const bool normal = size == RowSize::Normal;
    const int text = fontMetrics().height();
    verticalHeader()->setMinimumSectionSize(metrics::compactRow);
    verticalHeader()->setDefaultSectionSize(normal ? qMax(metrics::rowHeight, text + 14)
                                                   : qMax(metrics::compactRow, text + 6));
    horizontalHeader()->setFixedHeight(normal ? qMax(metrics::headerHeight, text + 12)
                                              : qMax(metrics::compactRow + 2, text + 8));
}

QString RowTable::selectedText() const
{
    if (!model() || !selectionModel())
        return {};
    const auto line = [this](auto cell) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            if (!isColumnHidden(column))
                cells << cell(column);
        }
        return cells.join(u'\t');
    };
    QStringList lines{line([this](int column) { return model()->headerData(column, Qt::Horizontal).toString(); })};
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : rows)
        lines << line([&](int column) { return row.siblingAtColumn(column).data().toString(); });
    return rows.isEmpty() ? QString() : lines.join(u'\n') + u'\n';
}

void RowTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (const QString text = selectedText(); !text.isEmpty())
            QGuiApplication::clipboard()->setText(text);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        emit activated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace waybill
