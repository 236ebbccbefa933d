#include "ui/push/QueueModel.h"

#include "ui/widgets/MessagePill.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QueueModel::tr(text);
}

Pill pillOf(const QueueRow &row, std::optional<double> progress)
{
    if (row.message)
        return messagePill(*row.message, progress);
    if (!row.trouble.isEmpty())
        return {tr("Cannot be sent"), Icon::CrossCircle, StatusRole::Red, false};
    if (row.copying)
        return {tr("Being taken in"), Icon::Spinner, StatusRole::Running, false};
    if (!row.doubt.isEmpty())
        return {tr("Does it fit?"), Icon::Warning, StatusRole::Amber, false};
    return {tr("Ready to send"), Icon::File, StatusRole::Quiet, false};
}

} // namespace

void QueueModel::setRows(std::vector<QueueRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_progress.clear();
    rememberRows();
    endResetModel();
}

void QueueModel::append(std::vector<QueueRow> rows)
{
    if (rows.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    for (QueueRow &row : rows)
        m_rows.push_back(std::move(row));
    rememberRows();
    endInsertRows();
}

void QueueModel::upsert(const Message &message)
{
    const auto found = m_rowOf.constFind(message.key);
    if (found == m_rowOf.cend()) {
        append({QueueRow{{},
                         message.file,
                         message.bytes.value_or(0),
                         message.job,
                         message.entity,
                         message.company,
                         {},
                         false,
                         {},
                         {},
                         message}});
        return;
    }
    m_rows[static_cast<size_t>(*found)].message = message;
    if (message.state != MessageState::Sending)
        m_progress.remove(message.key);
    told(*found);
}

void QueueModel::setCopying(const QList<int> &rows, bool copying)
{
    for (const int row : rows) {
        m_rows[static_cast<size_t>(row)].copying = copying;
        told(row);
    }
}

void QueueModel::becameMessage(const QString &path, const Message &message)
{
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].message || !m_rows[row].copying || m_rows[row].path != path)
            continue;
        if (holds(message.key)) { // told by the journal before
            removeRowsAt({static_cast<int>(row)});
            break;
        }
        m_rows[row].message = message;
        m_rows[row].copying = false;
        rememberRows();
        told(static_cast<int>(row));
        return;
    }
    upsert(message);
}

void QueueModel::setFinding(const QString &path, const QString &job, const PayloadFinding &finding)
{
    for (size_t i = 0; i < m_rows.size(); ++i) {
        QueueRow &row = m_rows[i];
        if (row.path != path || row.job != job)
            continue;
        if (!finding.entities.isEmpty())
            row.entity = finding.entities.join(u", "_s);
        row.doubt = finding.trouble;
        row.note = finding.note;
        told(static_cast<int>(i));
    }
}

void QueueModel::setProgress(MessageKey key, qint64 sent, qint64 total)
{
    const auto found = m_rowOf.constFind(key);
    if (found == m_rowOf.cend() || total <= 0)
        return;
    const double part = double(sent) / double(total);
    const auto before = m_progress.constFind(key);
    if (before != m_progress.cend() && int(*before * 200) == int(part * 200))
        return;
    m_progress.insert(key, part);
    told(*found);
}

void QueueModel::removeRowsAt(QList<int> rows)
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (const int row : rows) {
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        rememberRows();
        endRemoveRows();
    }
}

void QueueModel::removeFinished()
{
    QList<int> rows;
    for (size_t row = 0; row < m_rows.size(); ++row) {
        const auto &message = m_rows[row].message;
        if (message ? message->final() || message->handled : !m_rows[row].trouble.isEmpty())
            rows << static_cast<int>(row);
    }
    removeRowsAt(std::move(rows));
}

void QueueModel::refreshReasons()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, ProgressColumn), index(rowCount() - 1, ProgressColumn));
}

void QueueModel::rememberRows()
{
    m_rowOf.clear();
    for (size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].message)
            m_rowOf.insert(m_rows[row].message->key, static_cast<int>(row));
    }
}

void QueueModel::told(int row)
{
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QueueRow &row = m_rows[static_cast<size_t>(index.row())];
    std::optional<double> progress;
    if (row.message) {
        if (const auto found = m_progress.constFind(row.message->key); found != m_progress.cend())
            progress = *found;
    }
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == StatusColumn ? QVariant(pillOf(row, progress).text) : text(row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == FileColumn)
            return row.path.isEmpty() ? QVariant() : QVariant(row.path);
        if (index.column() == EntityColumn)
            return row.entity;
        if (index.column() == StatusColumn)
            return row.message ? stateMeaning(*row.message) : progressText(row);
        return index.column() == ProgressColumn ? QVariant(progressText(row)) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case PillIconRole:
        return int(pillOf(row, progress).icon);
    case PillToneRole:
        return int(pillOf(row, progress).role);
    case PillHatchedRole:
        return pillOf(row, progress).hatched;
    case ProgressRole:
        return progress && row.message->state == MessageState::Sending ? QVariant(*progress) : QVariant();
    default:
        return {};
    }
}

QVariant QueueModel::text(const QueueRow &row, int column) const
{
    switch (column) {
    case FileColumn:
        return row.file;
    case JobColumn:
        return row.job;
    case EntityColumn:
        return row.entity;
    case CompanyColumn:
        return row.company;
    case SizeColumn:
        return texts::bytes(row.bytes);
    case ProgressColumn:
        return progressText(row);
    default:
        return {};
    }
}

QString QueueModel::progressText(const QueueRow &row) const
{
    if (!row.message)
        return !row.trouble.isEmpty() ? row.trouble
               : !row.doubt.isEmpty() ? row.doubt
                                      : QString(row.note).replace(u'\n', u' ');
    if (row.message->error)
        return QString(row.message->error->message).replace(u'\n', u' ');
    if (row.message->state == MessageState::Queued && m_reason)
        return m_reason(row.message->key);
    if (row.message->state == MessageState::InFlight && !row.message->messageId.isEmpty())
        return tr("Message %1").arg(texts::shortId(row.message->messageId.text()));
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == SizeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StatusColumn:
        return tr("Status");
    case FileColumn:
        return tr("File");
    case JobColumn:
        return tr("Job");
    case EntityColumn:
        return tr("Entity");
    case CompanyColumn:
        return tr("Company");
    case SizeColumn:
        return tr("Size");
    case ProgressColumn:
        return tr("Progress");
    default:
        return {};
    }
}

} // namespace waybill
