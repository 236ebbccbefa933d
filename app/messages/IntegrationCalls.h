#pragma once

#include "app/http/HttpClient.h"
#include "app/journal/Message.h"
#include "app/messages/EnqueueAnswer.h"
#include "app/messages/JobStatus.h"

#include <QJsonObject>
#include <QJsonValue>

#include <memory>
#include <stop_token>

namespace waybill {

/// The calls of protocol.md sections 2 and 3 on one environment, for one message. A value: copies share the client.
class IntegrationCalls
{
public:
    explicit IntegrationCalls(std::shared_ptr<HttpClient> client) : m_client(std::move(client)) {}

    /// One attempt, sent once; `payload` is the path of the stored copy.
    QCoro::Task<HttpOutcome> enqueue(Message message, QString payload, std::function<void(qint64, qint64)> progress,
                                     std::stop_token stop) const;

    /// GetMessageStatus; the word as it came. NotFound when the service does not know the id.
    QCoro::Task<Result<QString>> status(MessageKey key, MessageId id, std::stop_token stop) const;
    /// GetExecutionIdByMessageId; empty while the batch has not picked the message up (all-zero GUID).
    QCoro::Task<Result<ExecutionId>> executionId(MessageKey key, MessageId id, std::stop_token stop) const;
    /// GetExecutionSummaryStatus; NotFound while the execution does not exist.
    QCoro::Task<Result<QString>> executionStatus(MessageKey key, ExecutionId id, std::stop_token stop) const;
    /// GetEntityExecutionSummaryStatusList.
    QCoro::Task<Result<QList<EntityResult>>> entityResults(MessageKey key, ExecutionId id, std::stop_token stop) const;
    /// GetExecutionErrors: the answer's body as it came, to be read on a worker (errorsOfAnswer).
    QCoro::Task<Result<QByteArray>> errors(MessageKey key, ExecutionId id, std::stop_token stop) const;
    /// GetExecutionSummaryPageUrl.
    QCoro::Task<Result<QString>> pageUrl(MessageKey key, ExecutionId id, std::stop_token stop) const;
    /// jobstatus (protocol.md section 2, *Job status*). NotFound where the environment has no such call or does not
    /// know the message.
    QCoro::Task<Result<JobStatus>> jobStatus(MessageKey key, ActivityId job, MessageId id, std::stop_token stop) const;
    /// GetImportStagingErrorFileUrl; empty where no record of the entity failed on the way to staging.
    QCoro::Task<Result<QString>> stagingErrorFileUrl(MessageKey key, ExecutionId id, QString entity,
                                                     std::stop_token stop) const;
    /// GenerateImportTargetErrorKeysFile: whether there is such a file, or will be.
    QCoro::Task<Result<bool>> generateErrorKeys(MessageKey key, ExecutionId id, QString entity,
                                                std::stop_token stop) const;
    /// GetImportTargetErrorKeysFileUrl; empty while the file is being made.
    QCoro::Task<Result<QString>> errorKeysFileUrl(MessageKey key, ExecutionId id, QString entity,
                                                  std::stop_token stop) const;
    /// The file behind such an address, at most `longest` bytes of it. The environment's own origin gets the token; a
    /// signed address elsewhere none; all others are refused without being called. Refused too when the address has
    /// expired or is not accepted, and when a web page comes in place of the file. Errors name no signature.
    QCoro::Task<Result<HttpAnswer>> errorFile(MessageKey key, QUrl address, qint64 longest, std::stop_token stop) const;

private:
    /// One call inside the budget; its answer, unless that is an error of the service.
    QCoro::Task<Result<HttpAnswer>> call(HttpRequest request, std::stop_token stop) const;
    /// One action of DataManagementDefinitionGroups, as a request.
    HttpRequest action(MessageKey key, const QString &name, const QJsonObject &parameters, qint64 maxAnswer) const;
    /// One action of DataManagementDefinitionGroups; its `value`.
    QCoro::Task<Result<QJsonValue>> ask(MessageKey key, QString action, QJsonObject parameters, qint64 maxAnswer,
                                        std::stop_token stop) const;

    std::shared_ptr<HttpClient> m_client;
};

} // namespace waybill
