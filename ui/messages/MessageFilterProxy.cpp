#include "ui/messages/MessageFilterProxy.h"

#include "ui/messages/MessageTableModel.h"

namespace waybill {

namespace {
const Message &messageAt(const QSortFilterProxyModel *proxy, int row)
{
    return static_cast<const MessageTableModel *>(proxy->sourceModel())->message(row);
}
} // namespace

QDateTime todaySince(const QDateTime &now)
{
    return now.toLocalTime().date().startOfDay();
}

bool chipShows(MessageChip chip, const Message &message, const QDateTime &todaySince)
{
    switch (chip) {
    case MessageChip::NeedsAttention:
        return message.needsAttention();
    case MessageChip::InFlight:
        return message.state == MessageState::Queued || message.state == MessageState::Sending ||
               message.state == MessageState::InFlight;
    case MessageChip::Succeeded:
        return message.state == MessageState::Succeeded;
    case MessageChip::Today:
        return message.createdUtc >= todaySince;
    case MessageChip::All:
        return true;
    }
    return true;
}

bool searchFinds(const QString &search, const Message &message)
{
    const auto holds = [&message](const QString &word) {
        const auto in = [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); };
        return in(message.file) || in(message.job) || in(message.entity) || in(message.company) ||
               in(message.messageId.text()) || in(message.executionId.text()) || in(message.status) ||
               (message.error && (in(message.error->message) || in(message.error->detail)));
    };
    const QStringList words = search.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), holds);
}

MessageFilterProxy::MessageFilterProxy(std::shared_ptr<const Clock> clock, QObject *parent)
    : QSortFilterProxyModel(parent), m_clock(std::move(clock)), m_today(todaySince(m_clock->utcNow()))
{
    setSortRole(MessageTableModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
    setDynamicSortFilter(true);
}

void MessageFilterProxy::setChip(MessageChip chip)
{
    if (chip == m_chip)
        return;
    m_chip = chip;
    invalidate();
}

void MessageFilterProxy::setSearch(const QString &search)
{
    if (search == m_search)
        return;
    m_search = search;
    invalidateFilter();
}

void MessageFilterProxy::refreshToday()
{
    const QDateTime today = todaySince(m_clock->utcNow());
    if (today == m_today)
        return;
    m_today = today;
    invalidateFilter();
}

bool MessageFilterProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Message &message = messageAt(this, row);
    return chipShows(m_chip, message, m_today) && searchFinds(m_search, message);
}

bool MessageFilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const Message &a = messageAt(this, left.row());
    const Message &b = messageAt(this, right.row());
    if (m_chip == MessageChip::NeedsAttention) {
        const bool first = a.state == MessageState::Unconfirmed;
        const bool second = b.state == MessageState::Unconfirmed;
        // The view turns the order round for descending columns; undecided rows stay on top all the same.
        if (first != second)
            return sortOrder() == Qt::AscendingOrder ? first : second;
    }
    const QVariant one = left.data(sortRole());
    const QVariant two = right.data(sortRole());
    if (one == two)
        return sortOrder() == Qt::AscendingOrder ? a.key > b.key : a.key < b.key;
    return QSortFilterProxyModel::lessThan(left, right);
}

} // namespace waybill
