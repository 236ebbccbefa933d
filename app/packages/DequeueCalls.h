#pragma once

#include "app/base/Ids.h"
#include "app/http/HttpClient.h"
#include "app/packages/DequeueAnswer.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace waybill {

/// The calls of protocol.md section 2, *Dequeue* and *Ack*, on one environment. What they answer and the addresses that
/// they are given are secrets and stay out of the HTTP log. A value: copies share the client.
class DequeueCalls
{
public:
    explicit DequeueCalls(std::shared_ptr<HttpClient> client) : m_client(std::move(client)) {}

    /// The same calls, which then belong to a download in the HTTP log.
    DequeueCalls of(DownloadKey key) const;

    /// Takes the next message of a job; sent once. A `stop` is heard for as long as nothing left; after that the answer
    /// is waited for a few seconds more, because a package hangs on it.
    QCoro::Task<DequeueAnswer> dequeue(ActivityId job, std::stop_token stop) const;

    /// Acknowledges with the whole answer of the dequeue; one attempt. Conflict when the service refuses it (4xx), and
    /// may do so because it was acknowledged before.
    QCoro::Task<Result<void>> acknowledge(ActivityId job, QByteArray json, std::stop_token stop) const;
    /// Whether the service says by GetMessageStatus that this message was acknowledged.
    QCoro::Task<Result<bool>> isAcknowledged(QString correlationId, std::stop_token stop) const;

    /// One attempt to fetch what is behind an address into the file `part`, after the `have` bytes that it holds
    /// already. The environment's own origin gets the token, all others none. The answer whatever its status.
    using Progress = std::function<void(qint64 received, qint64 total)>;
    QCoro::Task<HttpOutcome> download(QUrl address, QString part, qint64 have, Progress progress,
                                      std::stop_token stop) const;

    const QUrl &base() const { return m_client->base(); }

private:
    std::shared_ptr<HttpClient> m_client;
    std::optional<DownloadKey> m_download;
};

} // namespace waybill
