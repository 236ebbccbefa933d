#pragma once

#include "app/base/Clock.h"
#include "app/journal/Message.h"

#include <QAbstractTableModel>
#include <QHash>

#include <memory>
#include <vector>

namespace waybill {

/// Messages as rows, in the order they came. Presents what it is given: reads nothing by itself.
class MessageTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
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
        SortRole,               ///< what a column sorts by: numbers and times as such
    };

    explicit MessageTableModel(std::shared_ptr<const Clock> clock, QObject *parent = nullptr);

    /// Replaces all rows.
    void setMessages(QList<Message> messages);
    /// Changes the rows whose keys are here, appends the others.
    void upsert(const QList<Message> &messages);
    /// How far an upload is; shown in the status of a *Sending* row.
    void setProgress(MessageKey key, qint64 sent, qint64 total);

    const Message &message(int row) const { return m_messages[static_cast<size_t>(row)]; }
    const std::vector<Message> &messages() const { return m_messages; }
    /// -1 when the message is not here.
    int rowOf(MessageKey key) const { return m_rows.value(key, -1); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const Message &message, int column) const;
    QVariant sortKey(const Message &message, int column) const;
    QVariant tooltip(const Message &message, int column) const;
    std::optional<double> uploaded(MessageKey key) const;

    std::shared_ptr<const Clock> m_clock;
    std::vector<Message> m_messages;
    QHash<MessageKey, int> m_rows;
    QHash<MessageKey, double> m_uploaded;
};

} // namespace waybill
