#include "ui/environments/EnvironmentTable.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

namespace waybill {

namespace {
/// Below this width the host gives way: the name mostly says it.
constexpr int narrow = 700;
} // namespace

EnvironmentTable::EnvironmentTable(const EnvironmentStore *environments, EnvironmentStates *states, QWidget *parent)
    : RowTable(RowSize::Normal, parent), m_model(new EnvironmentListModel(environments, states, this)),
      m_filter(new QSortFilterProxyModel(this))
{
    setAccessibleName(tr("Environments"));
    setSelectionMode(QAbstractItemView::SingleSelection);
    m_filter->setSourceModel(m_model);
    m_filter->setFilterRole(EnvironmentListModel::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    setModel(m_filter);
    horizontalHeader()->setSectionResizeMode(EnvironmentListModel::HostColumn, QHeaderView::Stretch);
    setColumnWidth(EnvironmentListModel::NameColumn, 196);
    setColumnWidth(EnvironmentListModel::KindColumn, 176);
    setColumnWidth(EnvironmentListModel::StateColumn, 262);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_resetting = true; });
    connect(m_filter, &QAbstractItemModel::modelReset, this, [this] {
        m_resetting = false;
        choose(m_name);
        emit chosenChanged();
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &row) {
        if (m_resetting)
            return;
        m_name = row.isValid() ? m_model->at(m_filter->mapToSource(row).row()).name : QString();
        emit chosenChanged();
    });
    if (m_filter->rowCount() > 0)
        selectRow(0);
}

void EnvironmentTable::setSearch(const QString &text)
{
    const QString before = m_name;
    m_filter->setFilterFixedString(text.trimmed());
    choose(before);
}

const Environment *EnvironmentTable::chosen() const
{
    const QModelIndex current = currentIndex();
    return current.isValid() ? &m_model->at(m_filter->mapToSource(current).row()) : nullptr;
}

void EnvironmentTable::choose(const QString &name)
{
    const int row = m_model->rowOf(name);
    const QModelIndex found =
        row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row, EnvironmentListModel::NameColumn));
    if (found.isValid()) {
        selectRow(found.row());
        scrollTo(found);
    } else if (m_filter->rowCount() > 0) {
        selectRow(0);
    }
}

void EnvironmentTable::resizeEvent(QResizeEvent *event)
{
    RowTable::resizeEvent(event);
    const bool isNarrow = width() < narrow;
    setColumnHidden(EnvironmentListModel::HostColumn, isNarrow);
    horizontalHeader()->setSectionResizeMode(EnvironmentListModel::NameColumn,
                                             isNarrow ? QHeaderView::Stretch : QHeaderView::Interactive);
}

} // namespace waybill
