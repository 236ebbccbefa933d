#pragma once

#include "app/journal/HistoryLine.h"
#include "app/journal/Message.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <map>
#include <optional>
#include <tuple>

namespace waybill {

class Connection;

/// What an import came to, in messages.
struct Imported {
    qint64 added = 0;  ///< not known before
    qint64 merged = 0; ///< known, and something of them was new
    qint64 known = 0;  ///< known, and nothing was new
};

/// Merges the rows of another history into a journal, message by message, so that nothing stands there twice: a message
/// is the same when it has the same origin (journal, key and time of making; an earlier import counts, also one that
/// the other journal tells of) or the same message id in the same environment, under whatever key. Two different
/// message ids are two messages, whatever else is the same. Then the events that are missing are added, and the state
/// of the one that changed last holds. What waited to be sent over there is not sent from here unasked: it arrives as
/// *Held*, what was under way as *Unconfirmed*. All in the writer's thread, inside its transactions.
class HistoryMerge
{
public:
    HistoryMerge(QString journal, QDateTime now) : m_journal(std::move(journal)), m_now(std::move(now)) {}

    /// BadInput (without a place) for a row that cannot be one of a journal.
    Result<void> take(Connection &connection, const HistoryLine &line);
    /// After the last row of a message, before it is committed: only then it says what has become of it. Does nothing
    /// after that.
    Result<void> finish(Connection &connection);

    const Imported &imported() const { return m_imported; }
    /// Own keys that were added or changed since the last call.
    QList<MessageKey> takeChanged();

private:
    Result<void> begin(Connection &connection, const QJsonObject &row);
    Result<void> noteNames(Connection &connection, const QList<MessageOrigin> &names, const QString &environment);
    Result<void> addMessage(Connection &connection, QJsonObject row);
    Result<void> addEvent(Connection &connection, const QJsonObject &row);
    Result<void> addPart(Connection &connection, const QString &table, const QJsonObject &row);
    Result<bool> takesExchange(Connection &connection, const QJsonObject &row) const;
    Result<bool> takesPartsOf(Connection &connection, const QString &table);
    Result<qint64> insert(Connection &connection, const QString &table, const QJsonObject &row);
    const QStringList &columns(Connection &connection, const QString &table);

    QString m_journal;
    QDateTime m_now;
    Imported m_imported;
    QList<MessageKey> m_changed;
    QHash<QString, QStringList> m_columns;

    std::optional<qint64> m_key; ///< ours, of the message whose rows come
    bool m_isNew = false;
    QJsonObject m_theirs;                  ///< the row of the message as it came
    std::optional<QSet<QString>> m_events; ///< what a known message has already
    QHash<QString, bool> m_takes;          ///< by table: whether a known message takes its rows, decided at the first
    std::map<std::tuple<QString, qint64, qint64>, qint64> m_packed; ///< bytes unpacked, by table, section and place
    qint64 m_news = 0;
};

} // namespace waybill
