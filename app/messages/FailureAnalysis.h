#pragma once

#include "app/auth/Connections.h"
#include "app/journal/Journal.h"
#include "app/journal/PayloadStore.h"
#include "app/messages/ErrorJoin.h"
#include "app/messages/IntegrationCalls.h"

#include <QObject>

#include <chrono>
#include <stop_token>

namespace waybill {

/// Finds out why a message failed: message id → execution id → results by entity → error records, grouped by cause and
/// joined to the lines of the stored file (protocol.md section 3). One thread; the joining runs on a worker.
class FailureAnalysis : public QObject
{
    Q_OBJECT
public:
    FailureAnalysis(Journal *journal, PayloadStore payloads, EnvironmentStore *environments, Connections *connections,
                    std::shared_ptr<const Clock> clock, QObject *parent = nullptr);
    ~FailureAnalysis() override;

    /// What is known of the message; collects what is missing and keeps it in the journal. Messages that did not fail
    /// get an explanation of their state. When `stop` comes first, what there is (`complete` false). Errors only for an
    /// unknown key or a journal that cannot be read.
    QCoro::Task<Result<Failure>> why(MessageKey key, std::stop_token stop);

    /// Joins the errors that are known to the file a tracked message has by now; asks nobody. Nothing to do where none
    /// are known.
    QCoro::Task<Result<void>> joinAgain(MessageKey key, std::stop_token stop);

    /// Writes the failing rows of the stored file to `output`: its header and the original bytes of just those rows.
    /// Needs a failure with joined lines (collects it when missing). NotFound when no row can be told.
    QCoro::Task<Result<qint64>> saveFailingRows(MessageKey key, QString output, std::stop_token stop);

    using FailingRow = waybill::FailingRow;
    using FailingRows = FailingRowTable;
    /// The failing rows for the eye; empty when nothing could be joined.
    QCoro::Task<Result<FailingRows>> failingRows(MessageKey key, std::stop_token stop);

    /// How long after the final status an execution may still be missing before it is told as *no execution was made*.
    void setGrace(std::chrono::milliseconds grace) { m_grace = grace; }

private:
    QCoro::Task<Result<Failure>> collect(Message message, std::stop_token stop);
    QCoro::Task<Failure> askAll(Message message, std::shared_ptr<HttpClient> client, std::stop_token stop);
    QCoro::Task<Result<ExecutionId>> findExecution(Message message, std::shared_ptr<HttpClient> client,
                                                   std::stop_token stop);
    template <class T>
    using Question = QCoro::Task<Result<T>> (IntegrationCalls::*)(MessageKey, ExecutionId, std::stop_token) const;
    /// Asks about an execution again while it is not found within the grace, and while a fault may pass.
    template <class T>
    QCoro::Task<Result<T>> patiently(Question<T> question, Message message, ExecutionId id,
                                     std::shared_ptr<HttpClient> client, std::stop_token stop);
    bool inGrace(const Message &message) const;

    Journal *m_journal;
    PayloadStore m_payloads;
    EnvironmentStore *m_environments;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    std::chrono::milliseconds m_grace = std::chrono::seconds(60);
};

} // namespace waybill
