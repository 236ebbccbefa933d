#pragma once

#include "app/journal/Journal.h"
#include "app/messages/ErrorJoin.h"
#include "app/messages/IntegrationCalls.h"

#include <QSet>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// What one environment was found not to have; forgotten when the program ends.
struct MissingCalls {
    /// Messages that jobstatus was not found for, and none that it was found for. One may just be unknown there.
    QSet<MessageKey> noJobStatus;
};

/// Bytes that are kept of the error files of one message; what is beyond stays in F&O.
struct ErrorFileBounds {
    qint64 ofOne = 32 << 20;
    qint64 ofAll = 128 << 20;
};

/// Asks the service for everything about one failure (protocol.md section 3): execution id, status, jobstatus with log
/// and counts, entity results, error records, the page, and each failing entity's staging error file and error-keys
/// file, which vanish there after seven days. Nothing is read here that could be long. One thread; to be kept alive
/// until run() ended.
class FailureFetch
{
public:
    /// How long at most an error-keys file that is being made is waited for.
    static constexpr auto keysPatience = std::chrono::seconds(30);
    /// So many calls may be lost on the way, each asked again after a second; then the fetch ends.
    static constexpr int mostLost = 3;
    /// So many messages without jobstatus, and none with it, mean that the environment has no such call.
    static constexpr qsizetype tellingMessages = 3;

    FailureFetch(Message message, std::shared_ptr<HttpClient> client, Journal *journal,
                 std::shared_ptr<const Clock> clock, std::chrono::milliseconds grace,
                 std::shared_ptr<MissingCalls> missing, ErrorFileBounds bounds = {});

    /// Fills failure() and takeMaterial(). Where something could not be asked, because the service is out of reach or
    /// `stop` came first, the failure is not `complete` and says what is missing.
    QCoro::Task<void> run(std::stop_token stop);

    const Failure &failure() const { return m_failure; }
    FailureMaterial takeMaterial() { return std::move(m_material); }

private:
    template <class T>
    using Question = QCoro::Task<Result<T>> (IntegrationCalls::*)(MessageKey, ExecutionId, std::stop_token) const;
    /// Asks about the execution again while it is not found within the grace, and while a fault may pass soon.
    template <class T>
    QCoro::Task<Result<T>> patiently(Question<T> question, std::stop_token stop);
    QCoro::Task<Result<ExecutionId>> findExecution(std::stop_token stop);
    QCoro::Task<void> askJobStatus(std::stop_token stop);
    QCoro::Task<void> askEntities(std::stop_token stop);
    QCoro::Task<void> askPage(std::stop_token stop);
    QCoro::Task<void> fetchFiles(std::stop_token stop);
    QCoro::Task<Result<QString>> stagingFileUrl(QString entity, std::stop_token stop);
    QCoro::Task<Result<QString>> keysFileUrl(QString entity, std::stop_token stop);
    QCoro::Task<void> fetchFile(FailureFile::Kind kind, QString entity, std::stop_token stop);
    bool inGrace() const;
    /// Whether asking again a little later may bring more. An answer that cannot be used may be a passing fault as
    /// well, but not for ever.
    bool mayPass(const Error &error, int &faults);
    void countLost(const Error &error);
    void recordExecution();
    void missing(const Error &error);

    Message m_message;
    IntegrationCalls m_calls;
    Journal *m_journal;
    std::shared_ptr<const Clock> m_clock;
    std::chrono::milliseconds m_grace;
    std::shared_ptr<MissingCalls> m_missing;
    ErrorFileBounds m_bounds;
    qint64 m_kept = 0; ///< bytes of error files
    int m_lost = 0;                ///< calls that did not get through
    std::optional<Error> m_cutOff; ///< why nothing more is asked
    ExecutionId m_execution;
    Failure m_failure;
    FailureMaterial m_material;
};

} // namespace waybill
