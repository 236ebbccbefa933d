#pragma once

#include "app/base/Clock.h"
#include "app/journal/Message.h"
#include "app/journal/MessageOrder.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QHash>
#include <QSet>

#include <functional>
#include <memory>
#include <vector>

namespace waybill {

struct ViewUpdate;

/// The messages of a view as rows, however many: it holds their keys in order, and of the messages themselves those
/// that were looked at last. Rows that setShown names are asked for by `wanted` and stand empty until they come; any
/// other row is read when its data is asked for, by the function given.
class MessageTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// In the order of MessageSort.
    enum Column {
        StatusColumn,
        FileColumn,
        JobColumn,
        EntityColumn,
        CompanyColumn,
        RowsColumn,
        SizeColumn,
        MessageIdColumn,
        AgeColumn,
        InStateColumn,
        ColumnCount
    };
    enum Role {
        KeyRole = Qt::UserRole, ///< MessageKey as qint64
    };
    using Read = std::function<std::optional<Message>(MessageKey)>;

    MessageTableModel(std::shared_ptr<const Clock> clock, Read read, QObject *parent = nullptr);

    void clear();
    /// Takes what a view became; updates of one view in the order in which they were made.
    void apply(const ViewUpdate &update);
    /// Messages that were asked for, whether or not they are there.
    void take(const QList<Message> &messages, const QList<MessageKey> &asked = {});
    /// What is known of these messages is out of date; those shown stay until their successors come.
    void forget(const QList<MessageKey> &keys);
    /// How far an upload is; shown in the status of a *Sending* row.
    void setProgress(MessageKey key, qint64 sent, qint64 total);
    /// The rows on screen.
    void setShown(int first, int last);
    const QList<MessageKey> &shownKeys() const { return m_shownKeys; }

    MessageKey keyAt(int row) const;
    /// -1 when the message is not here. Looks at every row: for what a person does, not for what data does.
    int rowOf(MessageKey key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Emits sortWanted: whoever fills the model sorts.
    void sort(int column, Qt::SortOrder order) override;

signals:
    void wanted(const QList<waybill::MessageKey> &keys);
    void shownChanged(const QList<waybill::MessageKey> &keys);
    void sortWanted(waybill::MessageSort sort, Qt::SortOrder order);
    /// Around every change of rows that are not all replaced.
    void aboutToMoveRows();
    void rowsMovedAbout();

private:
    void moveRows(const OrderChange &change);
    void rearrange(const OrderChange &change, const std::vector<int> &entered, const std::vector<int> &left);
    void keep(const Message &message);
    const Message *messageAt(int row) const;
    int shownRowOf(MessageKey key) const;
    QVariant text(const Message &message, int column) const;
    QVariant tooltip(const Message &message, int column) const;
    std::optional<double> uploaded(MessageKey key) const;

    std::shared_ptr<const Clock> m_clock;
    Read m_read;
    std::shared_ptr<const OrderRows> m_rows;
    std::vector<MessageKey> m_tail; ///< below m_rows while rows come and go
    mutable QCache<MessageKey, Message> m_messages;
    QSet<MessageKey> m_asked; ///< by `wanted`, not yet answered
    int m_firstShown = 0, m_lastShown = -1;
    QList<MessageKey> m_shownKeys;
    QHash<MessageKey, double> m_uploaded;
};

} // namespace waybill
