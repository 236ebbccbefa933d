#pragma once

#include "app/journal/JournalReader.h"
#include "app/journal/MessageOrder.h"
#include "app/journal/Silence.h"
#include "app/journal/ViewScan.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// What the rows of a view became, and the messages that are on screen or first will be.
struct ViewUpdate {
    quint64 token = 0;
    bool fresh = false;    ///< the first of its view: nothing of the rows before counts
    bool complete = false; ///< nothing of the journal is left to look at
    OrderChange change;
    QList<Message> messages;
};

/// Reads one MessageView after the other and what the table shows of it, so that the window never waits for a disk.
/// Lives in a thread of its own with a connection of its own; answers by signals. Every view has a token: as soon as
/// `wanted` names another one, nothing more is read for it.
class ViewWorker final : public QObject
{
    Q_OBJECT

public:
    /// After a stop was requested nothing more is read at all.
    ViewWorker(std::unique_ptr<JournalReader> reader, std::shared_ptr<const std::atomic<quint64>> wanted,
               std::stop_token ended);
    ~ViewWorker() override;

    void show(quint64 token, const MessageView &view);
    /// To be called when the first update of a view was taken: where that held the first rows only, the others are not
    /// looked for before.
    void goOn(quint64 token);
    /// Reads no further: what was found so far is what the view shows.
    void stop();
    /// Messages of which the journal told; answered by changesTaken() when what they did to the view was.
    void change(const QList<MessageKey> &keys);
    /// The messages on screen: when they change they come with the update.
    void watch(const QList<MessageKey> &keys) { m_watched = QSet<MessageKey>(keys.begin(), keys.end()); }
    void read(const QList<MessageKey> &keys);
    void count(const QString &environment, const QDateTime &todaySince);
    /// When something last went well; takes longer than counting.
    void listen(const QString &environment);

signals:
    void updated(std::shared_ptr<const waybill::ViewUpdate> update);
    void messagesRead(const QList<waybill::Message> &messages, const QList<waybill::MessageKey> &asked);
    void changesTaken();
    void counted(const QString &environment, const waybill::MessageCounts &counts);
    void heard(const QString &environment, const waybill::Silence &silence);
    /// How many rows of the journal were looked at; `expected` is 0 where it is not known.
    void progressed(quint64 token, qint64 looked, qint64 expected);
    void failed(const waybill::Error &error);

private:
    Result<void> begin(Connection *connection);
    void step();
    Result<void> stepOn(Connection &connection);
    Result<void> finish(Connection &connection);
    /// `messages`: of its first rows, where they were read with them.
    Result<void> publish(std::shared_ptr<const OrderRows> rows, bool complete, QList<Message> messages = {});
    Result<void> take(Connection &connection, const QList<MessageKey> &keys);
    Result<QList<Message>> messagesOf(const QList<MessageKey> &keys);

    std::unique_ptr<JournalReader> m_reader;
    std::shared_ptr<const std::atomic<quint64>> m_wanted;
    std::stop_token m_ended;
    quint64 m_token = 0;
    MessageView m_view;
    std::optional<MessageOrder> m_order;
    std::optional<ViewScan> m_scan;
    OrderRows m_found;                       ///< while it is being read
    std::shared_ptr<const OrderRows> m_rows; ///< as published; null before
    bool m_complete = false;
    bool m_waits = false;        ///< for goOn
    QList<MessageKey> m_pending; ///< changed while the view was being read
    QSet<MessageKey> m_watched;
    int m_part = 0; ///< rows to look at next
    qint64 m_expected = 0;
    QElapsedTimer m_sinceBegin, m_sincePublished;
};

} // namespace waybill
