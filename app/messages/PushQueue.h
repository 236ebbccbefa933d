#pragma once

#include "app/auth/Connections.h"
#include "app/journal/Journal.h"
#include "app/journal/PayloadStore.h"

#include <QObject>
#include <QSet>

#include <chrono>
#include <map>

namespace waybill {

/// Sends *Queued* rows to enqueue: one at a time within one job, streamed from disk, the next a little after the
/// answer. *Sending* is durable before the first byte leaves, the message id before anything goes on. What provably
/// never left is tried again while nobody was reached; a lost answer is *Unconfirmed* and never sent again. One thread.
class PushQueue : public QObject
{
    Q_OBJECT
public:
    PushQueue(Journal *journal, PayloadStore payloads, EnvironmentStore *environments, Connections *connections,
              std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    /// Uploads under way are cut; their rows are left *Sending* for the next program to judge. Call stop() before.
    ~PushQueue() override;

    /// Sends these rows in turn; the caller holds `sender.lock`. Keys that are no longer *Queued* at their turn are
    /// skipped.
    void add(const QList<MessageKey> &keys);
    void add(const QList<Message> &messages);
    /// The same for rows that other programs appended: the patience of this program is not theirs, and stop() leaves
    /// them to their owners.
    void addForOthers(const QList<Message> &messages);
    /// Takes a file out and leaves its row as it is. False when it is not here, or bytes of it are leaving.
    bool leave(MessageKey key);
    /// Nothing new starts while paused; what is under way goes on.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    /// Holds back one file of the queue.
    void setPaused(MessageKey key, bool paused);
    bool isPaused(MessageKey key) const { return m_pausedKeys.contains(key); }
    /// Takes a waiting file out, or cuts its upload: *Cancelled* if nothing left, else *Unconfirmed*.
    void cancel(MessageKey key);
    /// Cuts everything; resolves when each outcome is in the journal. Waiting rows become *Held* with `reason`, and so
    /// does what is added later, until restart(). Rows of other programs stay *Queued*; an upload for one of them is
    /// not cut but awaited.
    QCoro::Task<void> stop(Error reason);
    /// Sends again after stop(). The caller holds `sender.lock`.
    void restart();
    /// Resolves when none of these is waiting or under way here any more; false when stopped before.
    QCoro::Task<bool> done(QList<MessageKey> keys, std::stop_token stop);

    /// How long one file may take apart from the time in which its bytes move or its turn is awaited; then it is *Held*
    /// (nothing left) or *Unconfirmed*. None by default.
    void setPatience(std::optional<std::chrono::milliseconds> patience) { m_patience = patience; }
    /// The longest such time any file took so far.
    std::chrono::milliseconds patienceUsed() const { return m_patienceUsed; }
    /// Pause after an answer before the next file of the same job goes; default 250 ms.
    void setPacing(std::chrono::milliseconds pacing) { m_pacing = pacing; }

    struct Progress {
        qint64 sent = 0, total = 0;
    };
    /// Of files under way; nothing for others.
    std::optional<Progress> progressOf(MessageKey key) const;
    /// Why a waiting file does not go now, in words, or empty: paused, throttled, nobody reached.
    QString waitingFor(MessageKey key) const;
    /// Why a file under way was not taken so far.
    std::optional<Error> troubleOf(MessageKey key) const;
    bool isForOther(MessageKey key) const { return m_forOthers.contains(key); }
    QList<MessageKey> waiting() const;
    QList<MessageKey> underWay() const;

signals:
    void progress(waybill::MessageKey key, qint64 sent, qint64 total);
    /// The set of waiting and running files, or why they wait, changed.
    void changed();
    /// The journal could not be written, which is tried again; what the service answered is in the error's detail.
    void journalFailed(waybill::MessageKey key, const waybill::Error &error);

private:
    struct Lane;
    std::shared_ptr<Lane> laneOf(const Message &message);
    void take(const QList<Message> &messages);
    void wake();
    QCoro::Task<void> run(std::shared_ptr<Lane> lane);
    QCoro::Task<void> send(std::shared_ptr<Lane> lane, MessageKey key);
    QCoro::Task<bool> passGate(std::shared_ptr<HttpClient> client, std::stop_token stop);
    QCoro::Task<bool> attempt(std::shared_ptr<Lane> lane, Message message, std::stop_token stop);
    /// What keeps a file here by the environment's own settings, as last read.
    std::optional<Error> refusalOf(const Message &message) const;
    QCoro::Task<void> endUnsent(std::shared_ptr<Lane> lane, MessageKey key);
    QCoro::Task<Result<void>> commit(std::shared_ptr<Lane> lane, MessageChange change, std::stop_token stop);
    QCoro::Task<void> settle(MessageChange change);
    MessageChange heldChange(MessageKey key, const Error &reason) const;
    MessageChange changeTo(MessageKey key, MessageState state, QString detail) const;

    Journal *m_journal;
    PayloadStore m_payloads;
    EnvironmentStore *m_environments;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    std::map<QString, std::shared_ptr<Lane>> m_lanes;
    std::optional<Error> m_stopReason; ///< set when everything is to end
    std::stop_source m_ended;          ///< stopped with it
    QSet<MessageKey> m_pausedKeys;
    QSet<MessageKey> m_forOthers;
    QSet<MessageKey> m_notForProduction; ///< their environment was of another kind when they were added
    bool m_paused = false;
    std::optional<std::chrono::milliseconds> m_patience;
    std::chrono::milliseconds m_patienceUsed{0};
    std::chrono::milliseconds m_pacing{250};
};

} // namespace waybill
