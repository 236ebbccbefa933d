#include "ui/messages/MessageTable.h"

#include "ui/messages/MessageTableModel.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>

namespace waybill {

MessageTable::MessageTable(MessageTableModel *model, QWidget *parent)
    : RowTable(RowSize::Normal, parent), m_messages(model)
{
    setModel(model);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setItemDelegateForColumn(MessageTableModel::StatusColumn, new StatusDelegate(this));
    setUpColumns();
    connect(model, &MessageTableModel::aboutToMoveRows, this, &MessageTable::hold);
    connect(model, &MessageTableModel::rowsMovedAbout, this, &MessageTable::settle);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        executeDelayedItemsLayout();
        scrollToTop();
        tellShown();
    });
}

void MessageTable::setUpColumns()
{
    setSortingEnabled(true);
    sortByColumn(MessageTableModel::AgeColumn, Qt::AscendingOrder);
    QHeaderView *header = horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionsMovable(true);
    const std::pair<int, int> widths[] = {
        {MessageTableModel::StatusColumn, 180},    {MessageTableModel::JobColumn, 150},
        {MessageTableModel::EntityColumn, 130},    {MessageTableModel::CompanyColumn, 84},
        {MessageTableModel::RowsColumn, 66},       {MessageTableModel::SizeColumn, 78},
        {MessageTableModel::MessageIdColumn, 110}, {MessageTableModel::AgeColumn, 68},
        {MessageTableModel::InStateColumn, 84}};
    for (const auto &[column, width] : widths)
        setColumnWidth(column, width);
    header->setSectionResizeMode(MessageTableModel::FileColumn, QHeaderView::Stretch);
    for (const int column :
         {MessageTableModel::EntityColumn, MessageTableModel::CompanyColumn, MessageTableModel::SizeColumn,
          MessageTableModel::MessageIdColumn, MessageTableModel::InStateColumn})
        hideColumn(column);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &MessageTable::offerColumns);
}

void MessageTable::offerColumns(const QPoint &where)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < MessageTableModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != MessageTableModel::StatusColumn && column != MessageTableModel::FileColumn);
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnHidden(column, !on); });
    }
    menu->popup(horizontalHeader()->mapToGlobal(where));
}

void MessageTable::hold()
{
    m_held = QModelIndex();
    if (verticalScrollBar()->value() == 0)
        return;
    const QModelIndex current = currentIndex();
    const bool visible = current.isValid() && viewport()->rect().intersects(visualRect(current));
    m_held = visible ? current : model()->index(rowAt(0), 0);
    if (m_held.isValid())
        m_heldAt = rowViewportPosition(m_held.row());
}

void MessageTable::settle()
{
    executeDelayedItemsLayout();
    if (m_held.isValid())
        verticalScrollBar()->setValue(verticalHeader()->sectionPosition(m_held.row()) - m_heldAt);
    m_held = QModelIndex();
    tellShown();
}

void MessageTable::tellShown()
{
    const int rows = viewport()->height() / std::max(verticalHeader()->defaultSectionSize(), 1) + 1;
    const int first = std::max(rowAt(0), 0);
    m_messages->setShown(first, first + rows);
}

void MessageTable::scrollContentsBy(int dx, int dy)
{
    RowTable::scrollContentsBy(dx, dy);
    if (dy != 0)
        tellShown();
}

void MessageTable::resizeEvent(QResizeEvent *event)
{
    RowTable::resizeEvent(event);
    tellShown();
}

} // namespace waybill
