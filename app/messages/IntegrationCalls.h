#pragma once

#include "app/http/HttpClient.h"
#include "app/journal/Message.h"
#include "app/messages/EnqueueAnswer.h"

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
    /// GetExecutionErrors, read by record shape where the inner text is broken.
    QCoro::Task<Result<QList<RecordError>>> errors(MessageKey key, ExecutionId id, std::stop_token stop) const;
    /// GetExecutionSummaryPageUrl.
    QCoro::Task<Result<QString>> pageUrl(MessageKey key, ExecutionId id, std::stop_token stop) const;

private:
    /// One action of DataManagementDefinitionGroups; its `value`.
    QCoro::Task<Result<QJsonValue>> ask(MessageKey key, QString action, QJsonObject parameters, qint64 maxAnswer,
                                        std::stop_token stop) const;

    std::shared_ptr<HttpClient> m_client;
};

} // namespace waybill
