#pragma once

#include "app/base/Clock.h"
#include "app/journal/Message.h"

#include <QSortFilterProxyModel>

#include <memory>

namespace waybill {

/// The chips above the table.
enum class MessageChip { NeedsAttention, InFlight, Succeeded, Today, All };

/// Local midnight of the day of `now`: where *Today* begins.
QDateTime todaySince(const QDateTime &now);
bool chipShows(MessageChip chip, const Message &message, const QDateTime &todaySince);
/// Whether every word of `search` stands in file, job, entity, company, ids, status or error.
bool searchFinds(const QString &search, const Message &message);

/// What of a MessageTableModel is shown, in which order. In *Needs attention* undecided rows stand first, whatever the
/// sorting.
class MessageFilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit MessageFilterProxy(std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    MessageChip chip() const { return m_chip; }
    void setChip(MessageChip chip);
    void setSearch(const QString &search);
    const QString &search() const { return m_search; }
    /// To be called when midnight may have passed.
    void refreshToday();

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    std::shared_ptr<const Clock> m_clock;
    MessageChip m_chip = MessageChip::All;
    QString m_search;
    QDateTime m_today;
};

} // namespace waybill
