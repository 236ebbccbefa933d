#pragma once

#include "app/auth/Connections.h"
#include "app/journal/Journal.h"
#include "app/journal/PayloadStore.h"
#include "app/messages/Decisions.h"
#include "app/messages/FailureAnalysis.h"
#include "app/messages/HandOver.h"
#include "app/messages/FailureCollector.h"
#include "app/messages/PushQueue.h"
#include "app/messages/SenderPlace.h"
#include "app/messages/StatusPoller.h"
#include "app/messages/Tracking.h"

#include <QObject>
#include <QTimer>

namespace waybill {

/// One file as an operator hands it over.
struct PushFile {
    QString path;
    QString job;                    ///< a recurring data job of the environment
    std::optional<QString> entity;  ///< instead of the job's
    std::optional<QString> company; ///< instead of the job's
};

/// What an operator does with messages: hand over files, release, hold, cancel, decide. Window and command line both
/// act through it. It owns what works behind: queue, poller and analysis. One thread.
///
/// Only the holder of `sender.lock` sends and polls; every program may append rows and decisions. The holder also sends
/// what other living programs append (sendForOthers), whatever it took the place for: a program that only follows would
/// otherwise have to let go of it for each of their files, and to take it again before the next one comes, with nobody
/// following in between. It has all that sending needs, and its owner reads in the journal what became of a row.
class MessageDesk : public QObject
{
    Q_OBJECT
public:
    MessageDesk(QString profileFolder, Journal *journal, EnvironmentStore *environments, Connections *connections,
                std::shared_ptr<const Clock> clock);
    ~MessageDesk() override;

    /// Takes the sender's place (SenderPlace::take). Starts nothing by itself.
    QCoro::Task<Result<void>> becomeSender(std::stop_token stop);
    bool isSender() const { return m_place.isOurs(); }
    /// Begins to send what waits in the journal for this program and for others, and what they append from now on. To
    /// be called by every program that keeps the place for longer than a moment.
    QCoro::Task<void> sendForOthers() { return m_handOver->begin(); }
    /// The place itself: who owns a row, what a dead sender left.
    SenderPlace &place() { return m_place; }

    /// Copies the files into the payload store and appends one *Queued* row each, in order; nothing is appended when
    /// any file or job is bad (BadInput, NotFound). Sends nothing yet: see PushQueue::add. `copied` gets bytes done of
    /// all.
    QCoro::Task<Result<QList<MessageKey>>> append(QString environment, QList<PushFile> files,
                                                  std::function<void(qint64 done, qint64 total)> copied,
                                                  std::stop_token stop);

    /// Gives a tracked message its file (Tracking::attach), joins its errors to it and counts its records.
    QCoro::Task<Result<void>> attach(MessageKey key, QString path, std::stop_token stop);

    /// Counts the records of these files on a worker, one file after the other, and tells the journal.
    QCoro::Task<void> countRecords(QList<MessageKey> keys);

    /// *Held* → *Queued*, owned by this program (a *Queued* row of a dead program likewise). Sends nothing yet.
    QCoro::Task<Result<void>> release(QList<MessageKey> keys);
    /// *Queued* or *Held* → *Cancelled*.
    QCoro::Task<Result<void>> cancel(QList<MessageKey> keys);
    /// Takes back what could not be sent in time: rows that are *Queued* still and this program's → *Held* with the
    /// reason. What the sender has taken up meanwhile stays as it is.
    QCoro::Task<Result<void>> withdraw(QList<MessageKey> keys, Error reason);

    /// Ends sending and polling; resolves when every outcome is in the journal and the lock is free. Waiting rows
    /// of this program become *Held* with the reason; those of others stay *Queued* for the next sender, and an upload
    /// for one of them is awaited. To be awaited before the object goes.
    QCoro::Task<void> shutDown(Error reason);

    Decisions &decisions() { return m_decisions; }
    Tracking &tracking() { return m_tracking; }
    PushQueue &queue() { return *m_queue; }
    StatusPoller &poller() { return *m_poller; }
    FailureAnalysis &analysis() { return *m_analysis; }
    const PayloadStore &payloads() const { return m_payloads; }
    Journal &journal() { return *m_journal; }
    const QString &profileFolder() const { return m_profileFolder; }

    /// Where an operator sees in F&O which messages of this job arrived (*Manage messages*).
    static QUrl manageMessagesPage(const Environment &environment, const Message &message);

private:
    /// Cancels those that wait or are under way here; the others.
    QList<MessageKey> cancelHere(const QList<MessageKey> &keys);

    QString m_profileFolder;
    std::stop_source m_stop; ///< asked when everything ends
    Journal *m_journal;
    EnvironmentStore *m_environments;
    PayloadStore m_payloads;
    std::shared_ptr<const Clock> m_clock;
    SenderPlace m_place;
    Decisions m_decisions;
    Tracking m_tracking;
    std::unique_ptr<FailureAnalysis> m_analysis;
    std::unique_ptr<PushQueue> m_queue;
    std::unique_ptr<StatusPoller> m_poller;
    std::unique_ptr<HandOver> m_handOver;
    std::unique_ptr<FailureCollector> m_collector; ///< works while the poller does
};

} // namespace waybill
