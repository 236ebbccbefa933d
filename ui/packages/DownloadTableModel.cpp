#include "ui/packages/DownloadTableModel.h"

#include "ui/packages/DownloadPill.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

bool isNumeric(int column)
{
    switch (column) {
    case DownloadTableModel::SizeColumn:
    case DownloadTableModel::RowsColumn:
    case DownloadTableModel::LeaseColumn:
    case DownloadTableModel::AckedColumn:
    case DownloadTableModel::AttemptsColumn:
    case DownloadTableModel::AgeColumn:
        return true;
    default:
        return false;
    }
}

QDateTime bornUtc(const Download &download)
{
    return download.dequeuedUtc.isValid() ? download.dequeuedUtc : download.createdUtc;
}

} // namespace

DownloadTableModel::DownloadTableModel(std::shared_ptr<const Clock> clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(std::move(clock))
{
}

void DownloadTableModel::setDownloads(const QList<Download> &downloads)
{
    beginResetModel();
    m_downloads = downloads;
    endResetModel();
}

void DownloadTableModel::take(const Download &download)
{
    const int row = rowOf(download.key);
    if (row < 0) {
        beginInsertRows({}, 0, 0);
        m_downloads.prepend(download);
        endInsertRows();
        return;
    }
    if (m_downloads[row] == download)
        return;
    if (m_received && m_received->first == download.key && download.state != DownloadState::Downloading)
        m_received.reset();
    m_downloads[row] = download;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void DownloadTableModel::setRecords(DownloadKey key, qint64 records)
{
    m_records.insert(key, records);
    if (const int row = rowOf(key); row >= 0)
        emit dataChanged(index(row, RowsColumn), index(row, RowsColumn));
}

void DownloadTableModel::setReceived(DownloadKey key, double part)
{
    m_received = {key, part};
    if (const int row = rowOf(key); row >= 0)
        emit dataChanged(index(row, StatusColumn), index(row, StatusColumn));
}

void DownloadTableModel::tick()
{
    if (m_downloads.isEmpty())
        return;
    const int last = rowCount() - 1;
    emit dataChanged(index(0, LeaseColumn), index(last, LeaseColumn), {Qt::DisplayRole});
    emit dataChanged(index(0, AckedColumn), index(last, AckedColumn), {Qt::DisplayRole});
    emit dataChanged(index(0, AgeColumn), index(last, AgeColumn), {Qt::DisplayRole});
}

int DownloadTableModel::rowOf(DownloadKey key) const
{
    const auto found = std::ranges::find(m_downloads, key, &Download::key);
    return found == m_downloads.end() ? -1 : int(found - m_downloads.begin());
}

int DownloadTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_downloads.size());
}

int DownloadTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<qint64> DownloadTableModel::records(const Download &download) const
{
    const auto found = m_records.constFind(download.key);
    return found == m_records.cend() ? std::nullopt : std::optional(*found);
}

std::optional<double> DownloadTableModel::received(const Download &download) const
{
    return m_received && m_received->first == download.key ? std::optional(m_received->second) : std::nullopt;
}

QVariant DownloadTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Download &download = m_downloads[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(download, column);
    case Qt::ToolTipRole:
        return tooltip(download, column);
    case Qt::TextAlignmentRole:
        return isNumeric(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case KeyRole:
        return number(download.key);
    case SortRole:
        return sortKey(download, column);
    case TextRole:
        return QStringList{titleOf(download),
                           download.job,
                           download.correlationId,
                           download.entities.join(u' '),
                           download.sha256,
                           downloadPill(download).text,
                           download.executionId.text()}
            .join(u'\n');
    default:
        break;
    }
    if (column != StatusColumn || (role != PillIconRole && role != PillToneRole && role != PillHatchedRole))
        return {};
    const Pill pill = downloadPill(download, received(download));
    return role == PillIconRole   ? QVariant(int(pill.icon))
           : role == PillToneRole ? QVariant(int(pill.role))
                                  : QVariant(pill.hatched);
}

QVariant DownloadTableModel::text(const Download &download, int column) const
{
    switch (column) {
    case StatusColumn:
        return downloadPill(download, received(download)).text;
    case PackageColumn:
        return texts::oneLine(titleOf(download));
    case JobColumn:
        return download.kind == DownloadKind::Exported ? download.dataProject : download.job;
    case SizeColumn:
        return download.bytes ? texts::bytes(*download.bytes) : u"–"_s;
    case EntitiesColumn:
        if (download.entities.isEmpty())
            return u"–"_s;
        return download.entities.size() == 1
                   ? texts::oneLine(download.entities.first())
                   : tr("%1 +%2").arg(texts::oneLine(download.entities.first())).arg(download.entities.size() - 1);
    case RowsColumn:
        return texts::number(records(download));
    case LeaseColumn:
        return leaseText(download, m_clock->utcNow());
    case AckedColumn:
        return texts::age(download.ackedUtc, m_clock->utcNow());
    case AttemptsColumn:
        return download.kind == DownloadKind::Exported ? u"–"_s : texts::number(download.attempts);
    case AgeColumn:
        return texts::age(bornUtc(download), m_clock->utcNow());
    default:
        return {};
    }
}

QVariant DownloadTableModel::tooltip(const Download &download, int column) const
{
    switch (column) {
    case StatusColumn:
        return download.error ? stateMeaning(download) + u'\n' + download.error->message : stateMeaning(download);
    case PackageColumn:
        return download.correlationId.isEmpty()
                   ? titleOf(download)
                   : titleOf(download) + u'\n' + tr("Correlation ID %1").arg(download.correlationId);
    case SizeColumn:
        return download.bytes ? tr("%1 bytes").arg(texts::number(*download.bytes)) : QString();
    case EntitiesColumn:
        return texts::plainTooltip(download.entities.join(u'\n'));
    case LeaseColumn:
        return texts::timeTooltip(download.leaseUntilUtc);
    case AckedColumn:
        return texts::timeTooltip(download.ackedUtc);
    case AgeColumn:
        return texts::timeTooltip(bornUtc(download));
    default:
        return {};
    }
}

QVariant DownloadTableModel::sortKey(const Download &download, int column) const
{
    switch (column) {
    case StatusColumn:
        return int(download.state);
    case SizeColumn:
        return download.bytes.value_or(-1);
    case EntitiesColumn:
        return download.entities.join(u' ');
    case RowsColumn:
        return records(download).value_or(-1);
    case LeaseColumn:
        return download.leaseUntilUtc;
    case AckedColumn:
        return download.ackedUtc;
    case AttemptsColumn:
        return download.attempts;
    case AgeColumn:
        return -number(download.key); // the youngest first
    default:
        return text(download, column);
    }
}

QVariant DownloadTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    struct Head {
        QString word, tooltip;
    };
    const Head heads[ColumnCount] = {
        {tr("Status"), {}},
        {tr("Package"), tr("The file in the store, or what is known of it")},
        {tr("Job"), tr("The recurring data job, or the data project of an export")},
        {tr("Size"), tr("Of the zip")},
        {tr("Entities"), tr("As the package's manifest names them")},
        {tr("Rows"), tr("In all data files of the package")},
        {tr("Lease left"), tr("As long as this lasts, the service hands the package to nobody else")},
        {tr("Acked"), tr("Since the service knows that the package is safe here")},
        {tr("Attempts"), tr("To acknowledge it")},
        {tr("Age"), tr("Since the service handed it out last")}};
    if (section < 0 || section >= ColumnCount)
        return {};
    return role == Qt::DisplayRole   ? QVariant(heads[section].word)
           : role == Qt::ToolTipRole ? QVariant(heads[section].tooltip)
                                     : QVariant();
}

} // namespace waybill
