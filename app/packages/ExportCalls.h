#pragma once

#include "app/http/HttpClient.h"
#include "app/packages/ExportAnswer.h"

#include <memory>
#include <stop_token>

namespace waybill {

/// The calls of protocol.md section 4 that export, on one environment. The address of a package is a secret and stays
/// out of the HTTP log. A value: copies share the client.
class ExportCalls
{
public:
    /// In the HTTP log the calls belong to `download`.
    ExportCalls(std::shared_ptr<HttpClient> client, DownloadKey download)
        : m_client(std::move(client)), m_download(download)
    {
    }

    /// ExportToPackage; sent once. An empty `company` is the service's own. A `stop` is heard for as long as nothing
    /// left; after that the answer is waited for a few seconds more, because an execution hangs on it.
    QCoro::Task<ExportAnswer> order(QString dataProject, QString company, QString packageName,
                                    std::stop_token stop) const;
    /// GetExecutionSummaryStatus; NotFound while the execution does not exist.
    QCoro::Task<Result<QString>> status(ExecutionId id, std::stop_token stop) const;
    /// The first messages of GetExecutionErrors, in one line; empty where there are none.
    QCoro::Task<Result<QString>> errors(ExecutionId id, std::stop_token stop) const;
    /// GetExportedPackageUrl; empty while there is none.
    QCoro::Task<Result<QString>> packageAddress(ExecutionId id, std::stop_token stop) const;

private:
    HttpRequest action(const QString &name, const QJsonObject &parameters) const;
    QCoro::Task<Result<QJsonValue>> ask(HttpRequest request, std::stop_token stop) const;

    std::shared_ptr<HttpClient> m_client;
    DownloadKey m_download;
};

} // namespace waybill
