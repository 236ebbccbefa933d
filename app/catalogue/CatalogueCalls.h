#pragma once

#include "app/catalogue/ServiceJson.h"
#include "app/http/HttpClient.h"

#include <memory>

namespace waybill {

/// The questions about entities that an environment is asked, each within its request budget. One thread; coroutines
/// under way keep the client alive.
class CatalogueCalls
{
public:
    explicit CatalogueCalls(std::shared_ptr<HttpClient> client);

    /// What came of a question.
    struct Got {
        HttpAnswer answer;
        bool isUnchanged = false; ///< 304: as it was at that ETag
        QString etag() const { return QString::fromLatin1(answer.header("ETag")); }
    };

    QCoro::Task<Result<Got>> dataEntities(QString etag, std::stop_token stop) const;
    QCoro::Task<Result<Got>> serviceDocument(QString etag, std::stop_token stop) const;
    /// A page after the first, on the environment's own origin only: Refused for another.
    QCoro::Task<Result<Got>> nextPage(QUrl before, QString link, std::stop_token stop) const;
    QCoro::Task<Result<Got>> publicEntity(QString publicName, std::stop_token stop) const;
    QCoro::Task<Result<Got>> enumeration(QString name, std::stop_token stop) const;
    /// `$metadata` into a file. ServerFault for one that is longer than 512 MB.
    QCoro::Task<Result<Got>> metadata(QString file, QString etag, std::stop_token stop) const;
    QCoro::Task<Result<Got>> label(QString id, QString language, std::stop_token stop) const;
    /// The labels for which an OData filter holds.
    QCoro::Task<Result<Got>> labels(QString filter, std::stop_token stop) const;

    QUrl dataEntitiesUrl() const { return at(u"/metadata/DataEntities"); }
    QUrl serviceDocumentUrl() const { return at(u"/data"); }
    HttpClient &client() const { return *m_client; }

private:
    /// `path` has what is special in addresses percent-encoded.
    QUrl at(QStringView path) const;
    QCoro::Task<Result<Got>> ask(HttpRequest request, std::stop_token stop) const;

    std::shared_ptr<HttpClient> m_client;
};

/// A text as an OData literal, in its quotes.
QString odataLiteral(const QString &text);

/// Whether a failed question says that there is no such service here, so that another one may be asked; false where
/// nobody was reached or the person may not.
bool meansNoSuchService(const Error &error);

} // namespace waybill
