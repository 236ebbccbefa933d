#pragma once

#include "app/auth/Connections.h"
#include "app/journal/Journal.h"
#include "app/journal/PayloadStore.h"
#include "app/messages/ErrorJoin.h"
#include "app/messages/FailingRowTable.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <stop_token>

namespace waybill {

struct MissingCalls;

/// Finds out why a message failed: message id → execution id → results by entity → error records, log and error files,
/// grouped by cause and joined to the lines of the stored file (protocol.md section 3). One thread; what may be long is
/// read, joined and packed on workers.
class FailureAnalysis : public QObject
{
    Q_OBJECT
public:
    FailureAnalysis(Journal *journal, PayloadStore payloads, EnvironmentStore *environments, Connections *connections,
                    std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    ~FailureAnalysis() override;

    /// What is known of the message, with all errors; collects what is missing and keeps it in the journal. Messages
    /// that did not fail get an explanation of their state. When `stop` comes first, what there is (`complete` false).
    /// Errors only for an unknown key or a journal that cannot be read. A message is collected once at a time: a second
    /// call waits for the first, until it is stopped.
    QCoro::Task<Result<Failure>> why(MessageKey key, std::stop_token stop);
    /// The same with the first errors only, and how many there are besides: for a window.
    QCoro::Task<Result<Failure>> whyInShort(MessageKey key, std::stop_token stop);

    /// Joins the errors that are known to the file a tracked message has by now; asks nobody. Nothing to do where none
    /// are known, and nothing is changed when not all could be looked for. Waits for a collection that is under way.
    QCoro::Task<Result<void>> joinAgain(MessageKey key, std::stop_token stop);

    /// Writes the failing rows of the stored file to `output`: its header and the original bytes of just those rows; of
    /// a package a new package with just these. Needs a failure with joined lines (collects it when missing). NotFound
    /// when no row can be told.
    QCoro::Task<Result<qint64>> saveFailingRows(MessageKey key, QString output, std::stop_token stop);

    using FailingRows = QList<FailingRowTable>;
    /// The failing rows for the eye, a table for each entity of a package; last the errors without a row.
    QCoro::Task<Result<FailingRows>> failingRows(MessageKey key, std::stop_token stop);

    /// Whether the service must be asked why the message ended as it did.
    static bool asksWhy(const Message &message);

    /// How long after the final status an execution may still be missing before it is told as *no execution was made*.
    void setGrace(std::chrono::milliseconds grace) { m_grace = grace; }

signals:
    void collected(waybill::MessageKey key);

private:
    QCoro::Task<Result<void>> makeSure(MessageKey key, Failure *instead, std::stop_token stop);
    QCoro::Task<void> othersDone(MessageKey key, std::stop_token stop);
    /// Nobody else collects or joins the message until it is let go of.
    std::shared_ptr<void> claim(MessageKey key);
    QCoro::Task<Result<Failure>> collect(Message message, std::stop_token stop);
    QCoro::Task<Result<QList<RecordError>>> keptErrors(MessageKey key);
    QCoro::Task<Result<Message>> messageOf(MessageKey key) const;
    QString payloadOf(const Message &message) const;

    Journal *m_journal;
    PayloadStore m_payloads;
    EnvironmentStore *m_environments;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    std::chrono::milliseconds m_grace = std::chrono::seconds(60);
    QSet<MessageKey> m_underWay;                             ///< being collected or joined
    QHash<QString, std::shared_ptr<MissingCalls>> m_missing; ///< by environment
};

} // namespace waybill
