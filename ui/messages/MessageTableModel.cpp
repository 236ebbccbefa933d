#include "ui/messages/MessageTableModel.h"

#include "ui/widgets/MessagePill.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
bool isNumeric(int column)
{
    switch (column) {
    case MessageTableModel::RowsColumn:
    case MessageTableModel::SizeColumn:
    case MessageTableModel::AgeColumn:
    case MessageTableModel::InStateColumn:
        return true;
    default:
        return false;
    }
}
} // namespace

MessageTableModel::MessageTableModel(std::shared_ptr<const Clock> clock, QObject *parent)
    : QAbstractTableModel(parent), m_clock(std::move(clock))
{
}

void MessageTableModel::setMessages(QList<Message> messages)
{
    beginResetModel();
    m_messages.assign(std::make_move_iterator(messages.begin()), std::make_move_iterator(messages.end()));
    m_rows.clear();
    m_uploaded.clear();
    m_rows.reserve(messages.size());
    for (size_t row = 0; row < m_messages.size(); ++row)
        m_rows.insert(m_messages[row].key, static_cast<int>(row));
    endResetModel();
}

void MessageTableModel::upsert(const QList<Message> &messages)
{
    QList<Message> fresh;
    for (const Message &message : messages) {
        const int row = rowOf(message.key);
        if (row < 0) {
            fresh << message;
            continue;
        }
        Message &known = m_messages[static_cast<size_t>(row)];
        if (known == message)
            continue;
        known = message;
        if (message.state != MessageState::Sending)
            m_uploaded.remove(message.key);
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (fresh.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
    for (Message &message : fresh) {
        m_rows.insert(message.key, static_cast<int>(m_messages.size()));
        m_messages.push_back(std::move(message));
    }
    endInsertRows();
}

void MessageTableModel::setProgress(MessageKey key, qint64 sent, qint64 total)
{
    const int row = rowOf(key);
    if (row < 0 || total <= 0)
        return;
    const double part = double(sent) / double(total);
    const auto before = uploaded(key);
    if (before && int(*before * 100) == int(part * 100))
        return;
    m_uploaded.insert(key, part);
    emit dataChanged(index(row, StatusColumn), index(row, StatusColumn));
}

std::optional<double> MessageTableModel::uploaded(MessageKey key) const
{
    const auto found = m_uploaded.constFind(key);
    return found == m_uploaded.cend() ? std::nullopt : std::optional(*found);
}

int MessageTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_messages.size());
}

int MessageTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Message &message = this->message(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(message, column);
    case Qt::ToolTipRole:
        return tooltip(message, column);
    case Qt::TextAlignmentRole:
        return isNumeric(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case KeyRole:
        return number(message.key);
    case SortRole:
        return sortKey(message, column);
    case PillIconRole:
    case PillToneRole:
    case PillHatchedRole: {
        if (column != StatusColumn)
            return {};
        const Pill pill = messagePill(message, uploaded(message.key));
        return role == PillIconRole   ? QVariant(int(pill.icon))
               : role == PillToneRole ? QVariant(int(pill.role))
                                      : QVariant(pill.hatched);
    }
    default:
        return {};
    }
}

QVariant MessageTableModel::text(const Message &message, int column) const
{
    switch (column) {
    case StatusColumn:
        return messagePill(message, uploaded(message.key)).text;
    case FileColumn:
        return message.file.isEmpty() ? tr("Tracked message") : message.file;
    case JobColumn:
        return message.job;
    case EntityColumn:
        return message.entity;
    case CompanyColumn:
        return message.company;
    case RowsColumn:
        return texts::number(message.records);
    case SizeColumn:
        return message.bytes ? texts::bytes(*message.bytes) : u"–"_s;
    case MessageIdColumn:
        return message.messageId.isEmpty() ? u"–"_s : texts::shortId(message.messageId.text());
    case AgeColumn:
        return texts::age(message.createdUtc, m_clock->utcNow());
    case InStateColumn:
        return message.final() ? u"–"_s : texts::age(message.changedUtc, m_clock->utcNow());
    default:
        return {};
    }
}

QVariant MessageTableModel::sortKey(const Message &message, int column) const
{
    switch (column) {
    case RowsColumn:
        return message.records.value_or(-1);
    case SizeColumn:
        return message.bytes.value_or(-1);
    case MessageIdColumn:
        return message.messageId.text();
    case AgeColumn:
        // The older, the larger; rows of one moment keep their order.
        return -message.createdUtc.toMSecsSinceEpoch();
    case InStateColumn:
        return -message.changedUtc.toMSecsSinceEpoch();
    default:
        return text(message, column);
    }
}

QVariant MessageTableModel::tooltip(const Message &message, int column) const
{
    switch (column) {
    case StatusColumn:
        return message.error ? stateMeaning(message) + u'\n' + message.error->message : stateMeaning(message);
    case MessageIdColumn:
        return message.messageId.text();
    case AgeColumn:
        return texts::timeTooltip(message.createdUtc);
    case InStateColumn:
        return texts::timeTooltip(message.changedUtc);
    case SizeColumn:
        return message.bytes ? tr("%1 bytes").arg(texts::number(*message.bytes)) : QString();
    default:
        return {};
    }
}

QVariant MessageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case EntityColumn:
            return tr("The data entity's label, as enqueue takes it");
        case CompanyColumn:
            return tr("Legal entity (company, dataAreaId)");
        case MessageIdColumn:
            return tr("The id that enqueue answered with, see Manage messages");
        case AgeColumn:
            return tr("Since the file was handed over");
        case InStateColumn:
            return tr("Since the last change of status");
        default:
            return {};
        }
    }
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
    case RowsColumn:
        return tr("Rows");
    case SizeColumn:
        return tr("Size");
    case MessageIdColumn:
        return tr("Message ID");
    case AgeColumn:
        return tr("Age");
    case InStateColumn:
        return tr("In state");
    default:
        return {};
    }
}

} // namespace waybill
