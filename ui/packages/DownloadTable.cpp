#include "ui/packages/DownloadTable.h"

#include "ui/packages/DownloadTableModel.h"
#include "ui/widgets/StatusDelegate.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QResizeEvent>

#include <algorithm>
#include <utility>

namespace waybill {

namespace {

/// Widths of the table from which on a column has room.
constexpr std::pair<int, int> roomFor[] = {
    {DownloadTableModel::AgeColumn, 400},   {DownloadTableModel::JobColumn, 520},
    {DownloadTableModel::LeaseColumn, 590}, {DownloadTableModel::SizeColumn, 720},
    {DownloadTableModel::RowsColumn, 760},  {DownloadTableModel::EntitiesColumn, 840},
    {DownloadTableModel::AckedColumn, 920}, {DownloadTableModel::AttemptsColumn, 1000}};

bool isUnder(DownloadChip chip, const Download &download)
{
    switch (chip) {
    case DownloadChip::NeedsAttention:
        return row(download.state).needsAttention;
    case DownloadChip::NotAcknowledged:
        return download.kind == DownloadKind::Dequeued && download.state != DownloadState::Acknowledged;
    case DownloadChip::All:
        break;
    }
    return true;
}

} // namespace

DownloadChoice::DownloadChoice(DownloadTableModel *model, QObject *parent)
    : QSortFilterProxyModel(parent), m_model(model)
{
    setSortRole(DownloadTableModel::SortRole);
    setSourceModel(model);
}

void DownloadChoice::setChip(DownloadChip chip)
{
    m_chip = chip;
    invalidateFilter();
}

void DownloadChoice::setJob(const QString &job)
{
    if (std::exchange(m_job, job) != job)
        invalidateFilter();
}

void DownloadChoice::setSearch(const QString &text)
{
    m_search = text.trimmed();
    invalidateFilter();
}

bool DownloadChoice::isOfJob(const Download &download) const
{
    return m_job.isEmpty() || download.job == m_job;
}

qint64 DownloadChoice::count(DownloadChip chip) const
{
    return std::ranges::count_if(m_model->downloads(), [this, chip](const Download &download) {
        return isOfJob(download) && isUnder(chip, download);
    });
}

bool DownloadChoice::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const Download &download = m_model->at(row);
    if (!isOfJob(download) || !isUnder(m_chip, download))
        return false;
    return m_search.isEmpty() || m_model->index(row, 0, parent)
                                     .data(DownloadTableModel::TextRole)
                                     .toString()
                                     .contains(m_search, Qt::CaseInsensitive);
}

DownloadTable::DownloadTable(DownloadTableModel *model, QWidget *parent)
    : RowTable(RowSize::Normal, parent), m_choice(new DownloadChoice(model, this))
{
    setModel(m_choice);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setItemDelegateForColumn(DownloadTableModel::StatusColumn, new StatusDelegate(this));
    setUpColumns();
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (const auto key = current())
            emit chosen(*key);
    });
}

void DownloadTable::setUpColumns()
{
    setSortingEnabled(true);
    sortByColumn(DownloadTableModel::AgeColumn, Qt::AscendingOrder);
    QHeaderView *header = horizontalHeader();
    header->setMinimumSectionSize(48);
    header->setSectionsMovable(true);
    const std::pair<int, int> widths[] = {
        {DownloadTableModel::StatusColumn, 168}, {DownloadTableModel::JobColumn, 130},
        {DownloadTableModel::SizeColumn, 76},    {DownloadTableModel::EntitiesColumn, 150},
        {DownloadTableModel::RowsColumn, 72},    {DownloadTableModel::LeaseColumn, 96},
        {DownloadTableModel::AckedColumn, 70},   {DownloadTableModel::AttemptsColumn, 80},
        {DownloadTableModel::AgeColumn, 66}};
    for (const auto &[column, width] : widths)
        setColumnWidth(column, width);
    header->setSectionResizeMode(DownloadTableModel::PackageColumn, QHeaderView::Stretch);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &DownloadTable::offerColumns);
}

void DownloadTable::offerColumns(const QPoint &where)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < DownloadTableModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != DownloadTableModel::StatusColumn && column != DownloadTableModel::PackageColumn);
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            m_arranged = true;
            setColumnHidden(column, !on);
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(where));
}

void DownloadTable::resizeEvent(QResizeEvent *event)
{
    RowTable::resizeEvent(event);
    if (m_arranged)
        return;
    for (const auto &[column, room] : roomFor)
        setColumnHidden(column, event->size().width() < room);
}

std::optional<DownloadKey> DownloadTable::current() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? std::optional(DownloadKey(index.data(DownloadTableModel::KeyRole).toLongLong()))
                           : std::nullopt;
}

QList<DownloadKey> DownloadTable::selectedKeys() const
{
    QList<DownloadKey> keys;
    for (const QModelIndex &row : selectionModel()->selectedRows())
        keys << DownloadKey(row.data(DownloadTableModel::KeyRole).toLongLong());
    return keys;
}

bool DownloadTable::choose(DownloadKey key)
{
    for (int row = 0; row < m_choice->rowCount(); ++row) {
        const QModelIndex index = m_choice->index(row, 0);
        if (index.data(DownloadTableModel::KeyRole).toLongLong() != number(key))
            continue;
        selectRow(row);
        scrollTo(index);
        return true;
    }
    return false;
}

} // namespace waybill
