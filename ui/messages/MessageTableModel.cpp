#include "ui/messages/MessageTableModel.h"

#include "ui/messages/ViewWorker.h"
#include "ui/widgets/MessagePill.h"
#include "ui/widgets/StatusDelegate.h"
#include "ui/widgets/Texts.h"

#include <algorithm>
#include <iterator>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr int messagesKept = 2'000;

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

MessageTableModel::MessageTableModel(std::shared_ptr<const Clock> clock, Read read, QObject *parent)
    : QAbstractTableModel(parent), m_clock(std::move(clock)), m_read(std::move(read)),
      m_rows(std::make_shared<const OrderRows>()), m_messages(messagesKept)
{
}

void MessageTableModel::clear()
{
    ViewUpdate nothing;
    nothing.fresh = true;
    apply(nothing);
}

void MessageTableModel::apply(const ViewUpdate &update)
{
    if (update.fresh) {
        beginResetModel();
        m_rows = update.change.rows;
        m_firstShown = 0;
        m_lastShown = -1;
        m_shownKeys.clear();
        for (const Message &message : update.messages)
            keep(message);
        endResetModel();
        return;
    }
    if (update.change.changesRows()) {
        emit aboutToMoveRows();
        moveRows(update.change);
    }
    take(update.messages);
    if (update.change.changesRows())
        emit rowsMovedAbout();
}

void MessageTableModel::moveRows(const OrderChange &change)
{
    const auto isRun = [](const std::vector<int> &rows) { return rows.back() - rows.front() + 1 == int(rows.size()); };
    const std::vector<int> &in = change.inserted, &out = change.removed;
    if (out.empty() && isRun(in)) {
        beginInsertRows({}, in.front(), in.back());
        m_rows = change.rows;
        endInsertRows();
        return;
    }
    if (in.empty() && isRun(out)) {
        beginRemoveRows({}, out.front(), out.back());
        m_rows = change.rows;
        endRemoveRows();
        return;
    }
    const auto moved = [&change](MessageKey key) {
        return std::ranges::binary_search(change.moved, key, {}, &std::pair<MessageKey, int>::first);
    };
    std::vector<int> entered, left;
    std::ranges::copy_if(in, std::back_inserter(entered),
                         [&](int row) { return !moved((*change.rows)[size_t(row)].key()); });
    std::ranges::copy_if(out, std::back_inserter(left), [&](int row) { return !moved(keyAt(row)); });
    rearrange(change, entered, left);
}

// Many rows that come, go and move at once: what comes is put below, all is brought into its order with what goes
// below, and that is taken away. Three announcements, however many rows.
void MessageTableModel::rearrange(const OrderChange &change, const std::vector<int> &entered,
                                  const std::vector<int> &left)
{
    const int before = rowCount();
    if (!entered.empty()) {
        beginInsertRows({}, before, before + int(entered.size()) - 1);
        for (const int row : entered)
            m_tail.push_back((*change.rows)[size_t(row)].key());
        endInsertRows();
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const int now = int(change.rows->size());
    const auto newRow = [&](int row) {
        if (row >= before)
            return entered[size_t(row - before)];
        const int there = change.rowNow(row, keyAt(row));
        return there >= 0 ? there : now + int(std::ranges::lower_bound(left, row) - left.begin());
    };
    const QModelIndexList from = persistentIndexList();
    QList<int> rows;
    for (const QModelIndex &one : from)
        rows << newRow(one.row());
    std::vector<MessageKey> leaving;
    for (const int row : left)
        leaving.push_back(keyAt(row));
    m_rows = change.rows;
    m_tail = std::move(leaving);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to << index(rows[i], from[i].column());
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
    if (!m_tail.empty()) {
        beginRemoveRows({}, now, now + int(m_tail.size()) - 1);
        m_tail.clear();
        endRemoveRows();
    }
}

void MessageTableModel::keep(const Message &message)
{
    m_messages.insert(message.key, new Message(message));
    m_asked.remove(message.key);
    if (message.state != MessageState::Sending)
        m_uploaded.remove(message.key);
}

void MessageTableModel::take(const QList<Message> &messages, const QList<MessageKey> &asked)
{
    for (const MessageKey key : asked)
        m_asked.remove(key);
    for (const Message &message : messages) {
        const Message *known = m_messages.object(message.key);
        if (known && *known == message)
            continue;
        keep(message);
        if (const int row = shownRowOf(message.key); row >= 0)
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void MessageTableModel::forget(const QList<MessageKey> &keys)
{
    for (const MessageKey key : keys) {
        if (!m_shownKeys.contains(key))
            m_messages.remove(key);
    }
}

void MessageTableModel::setShown(int first, int last)
{
    m_firstShown = std::max(first, 0);
    m_lastShown = std::min(last, rowCount() - 1);
    QList<MessageKey> shown, missing;
    for (int row = m_firstShown; row <= m_lastShown; ++row) {
        const MessageKey key = keyAt(row);
        shown << key;
        if (!m_messages.object(key) && !m_asked.contains(key)) {
            m_asked.insert(key);
            missing << key;
        }
    }
    if (!missing.isEmpty())
        emit wanted(missing);
    // Not with ==: Qt compares two empty lists through a null pointer.
    if (std::ranges::equal(shown, m_shownKeys))
        return;
    m_shownKeys = shown;
    emit shownChanged(m_shownKeys);
}

int MessageTableModel::shownRowOf(MessageKey key) const
{
    const int last = std::min(m_lastShown, rowCount() - 1);
    for (int row = m_firstShown; row <= last; ++row) {
        if (keyAt(row) == key)
            return row;
    }
    return -1;
}

MessageKey MessageTableModel::keyAt(int row) const
{
    const size_t at = size_t(row);
    return at < m_rows->size() ? (*m_rows)[at].key() : m_tail[at - m_rows->size()];
}

int MessageTableModel::rowOf(MessageKey key) const
{
    const auto found = std::ranges::find(*m_rows, key, &OrderEntry::key);
    return found == m_rows->end() ? -1 : int(found - m_rows->begin());
}

const Message *MessageTableModel::messageAt(int row) const
{
    const MessageKey key = keyAt(row);
    if (const Message *known = m_messages.object(key))
        return known;
    if (m_asked.contains(key) && row >= m_firstShown && row <= m_lastShown)
        return nullptr;
    auto message = m_read(key);
    if (!message)
        return nullptr;
    m_messages.insert(key, new Message(std::move(*message)));
    return m_messages.object(key);
}

void MessageTableModel::setProgress(MessageKey key, qint64 sent, qint64 total)
{
    if (total <= 0)
        return;
    const double part = double(sent) / double(total);
    const auto before = uploaded(key);
    if (before && int(*before * 100) == int(part * 100))
        return;
    m_uploaded.insert(key, part);
    if (const int row = shownRowOf(key); row >= 0)
        emit dataChanged(index(row, StatusColumn), index(row, StatusColumn));
}

void MessageTableModel::sort(int column, Qt::SortOrder order)
{
    emit sortWanted(static_cast<MessageSort>(column), order);
}

std::optional<double> MessageTableModel::uploaded(MessageKey key) const
{
    const auto found = m_uploaded.constFind(key);
    return found == m_uploaded.cend() ? std::nullopt : std::optional(*found);
}

int MessageTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows->size() + m_tail.size());
}

int MessageTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessageTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return isNumeric(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    if (role == KeyRole)
        return number(keyAt(index.row()));
    const bool asksForMessage = role == Qt::DisplayRole || role == Qt::ToolTipRole ||
                                (column == StatusColumn &&
                                 (role == PillIconRole || role == PillToneRole || role == PillHatchedRole));
    const Message *found = asksForMessage ? messageAt(index.row()) : nullptr;
    if (!found)
        return {};
    const Message &message = *found;
    switch (role) {
    case Qt::DisplayRole:
        return text(message, column);
    case Qt::ToolTipRole:
        return tooltip(message, column);
    default: {
        const Pill pill = messagePill(message, uploaded(message.key));
        return role == PillIconRole   ? QVariant(int(pill.icon))
               : role == PillToneRole ? QVariant(int(pill.role))
                                      : QVariant(pill.hatched);
    }
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
