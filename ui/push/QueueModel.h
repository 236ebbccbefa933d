#pragma once

#include "app/journal/Message.h"
#include "app/messages/PayloadCheck.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>
#include <optional>
#include <vector>

namespace waybill {

/// A file on its way: chosen but not yet handed over, or a message of the journal.
struct QueueRow {
    QString path; ///< of a chosen file; empty for messages
    QString file; ///< name without folders
    qint64 bytes = 0;
    QString job;
    QString entity;
    QString company;
    QString trouble;      ///< why a chosen file cannot be pushed; empty when it can
    bool copying = false; ///< it is being handed over just now
    QString doubt = {};   ///< why a chosen file does not seem to fit its job; it can be sent all the same
    QString note = {};    ///< what is good to know of a chosen file that fits
    std::optional<Message> message = {};

    bool isReady() const { return !message && trouble.isEmpty() && !copying; }
};

/// The queue: chosen files first in the order they came, each turning into its message when it is handed over.
class QueueModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StatusColumn,
        FileColumn,
        JobColumn,
        EntityColumn,
        CompanyColumn,
        SizeColumn,
        ProgressColumn,
        ColumnCount
    };
    enum Role {
        ProgressRole = Qt::UserRole, ///< 0 to 1, or invalid where nothing moves
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Why a waiting message does not go now, in words; asked while painting.
    void setWaitingReason(std::function<QString(MessageKey)> reason) { m_reason = std::move(reason); }

    void setRows(std::vector<QueueRow> rows);
    void append(std::vector<QueueRow> rows);
    /// Changes the row of the message, or appends one.
    void upsert(const Message &message);
    bool holds(MessageKey key) const { return m_rowOf.contains(key); }
    /// The chosen files at `rows` are being handed over (or no longer).
    void setCopying(const QList<int> &rows, bool copying);
    /// The chosen file `path`, being handed over, became this message.
    void becameMessage(const QString &path, const Message &message);
    /// What a look into the chosen file `path` for `job` found: entities of a package, and what speaks against it.
    void setFinding(const QString &path, const QString &job, const PayloadFinding &finding);
    void setProgress(MessageKey key, qint64 sent, qint64 total);
    void removeRowsAt(QList<int> rows);
    /// Removes messages nothing more happens to.
    void removeFinished();
    /// Says that waiting reasons may have changed.
    void refreshReasons();

    const std::vector<QueueRow> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant text(const QueueRow &row, int column) const;
    QString progressText(const QueueRow &row) const;
    void rememberRows();
    void told(int row);

    std::vector<QueueRow> m_rows;
    QHash<MessageKey, int> m_rowOf;
    QHash<MessageKey, double> m_progress;
    std::function<QString(MessageKey)> m_reason;
};

} // namespace waybill
