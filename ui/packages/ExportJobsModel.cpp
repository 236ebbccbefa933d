#include "ui/packages/ExportJobsModel.h"

#include "ui/widgets/Texts.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

bool isNumeric(int column)
{
    return column == ExportJobsModel::WaitingColumn || column == ExportJobsModel::LookedColumn;
}

} // namespace

ExportJobsModel::ExportJobsModel(std::shared_ptr<const Clock> clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(std::move(clock))
{
}

void ExportJobsModel::setJobs(QList<Row> jobs)
{
    const bool same = jobs.size() == m_jobs.size();
    if (!same)
        beginResetModel();
    m_jobs = std::move(jobs);
    if (!same)
        endResetModel();
    else if (!m_jobs.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString ExportJobsModel::jobAt(int row) const
{
    const int at = row - before();
    return at >= 0 && at < m_jobs.size() ? m_jobs[at].job.name : QString();
}

int ExportJobsModel::rowOf(const QString &job) const
{
    for (int at = 0; at < m_jobs.size(); ++at) {
        if (m_jobs[at].job.name == job)
            return at + before();
    }
    return 0;
}

void ExportJobsModel::tick()
{
    if (rowCount() > 0)
        emit dataChanged(index(0, LookedColumn), index(rowCount() - 1, LookedColumn), {Qt::DisplayRole});
}

int ExportJobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size()) + before();
}

int ExportJobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

ExportJobsModel::Row ExportJobsModel::all() const
{
    Row all;
    all.job.name = tr("All jobs");
    for (const Row &row : m_jobs) {
        all.waiting += row.waiting;
        all.isFetching = all.isFetching || row.isFetching;
        if (row.look && (!all.look || row.look->atUtc > all.look->atUtc))
            all.look = row.look;
    }
    return all;
}

QVariant ExportJobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const bool isAll = index.row() < before();
    const Row row = isAll ? all() : m_jobs[index.row() - before()];
    switch (role) {
    case Qt::DisplayRole:
        return isAll && index.column() == SaidColumn && !row.isFetching ? QVariant(u"–"_s) : text(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == JobColumn)
            return isAll ? tr("Fetches from one job after the other") : row.job.activityId.text();
        return index.column() == LookedColumn && row.look ? texts::timeTooltip(row.look->atUtc) : QString();
    case Qt::TextAlignmentRole:
        return isNumeric(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant ExportJobsModel::text(const Row &row, int column) const
{
    switch (column) {
    case JobColumn:
        return row.job.name;
    case WaitingColumn:
        return texts::number(row.waiting);
    case LookedColumn:
        return row.look ? texts::age(row.look->atUtc, m_clock->utcNow()) : u"–"_s;
    case SaidColumn:
        if (row.isFetching)
            return tr("Fetching now");
        if (!row.look)
            return tr("Not asked yet");
        return row.look->nothingWaited ? tr("Nothing waits") : tr("More may wait");
    default:
        return {};
    }
}

QVariant ExportJobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const bool word = role == Qt::DisplayRole;
    if (!word && role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case JobColumn:
        return word ? tr("Export job") : tr("Recurring data jobs of the direction export");
    case WaitingColumn:
        return word ? tr("Not acked") : tr("Handed out, and not acknowledged yet");
    case LookedColumn:
        return word ? tr("Last asked") : tr("Since the service was last asked for what waits");
    case SaidColumn:
        return word ? tr("At the service") : tr("What the service said when it was last asked");
    default:
        return {};
    }
}

} // namespace waybill
