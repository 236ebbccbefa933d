#include "app/catalogue/CatalogueCalls.h"

#include "app/http/Origin.h"
#include "app/http/ServiceWords.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestList = 256 << 20; ///< bytes; 4,500 entities are about 2 MB
constexpr qint64 longestPart = 16 << 20;
constexpr qint64 longestMetadata = 512 << 20;

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, "'@:,="));
}

HttpRequest question(QUrl url, const char *purpose, qint64 maxAnswer)
{
    HttpRequest request;
    request.url = std::move(url);
    request.headers = {{"Accept", "application/json"}};
    request.maxAnswer = maxAnswer;
    request.purpose = QString::fromLatin1(purpose);
    return request;
}

void askOnlyIfChanged(HttpRequest &request, const QString &etag)
{
    if (!etag.isEmpty())
        request.headers.append({"If-None-Match", etag.toLatin1()});
}

} // namespace

QString odataLiteral(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\'';
}

bool meansNoSuchService(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Refused ||
           error.kind == ErrorKind::ServerFault;
}

CatalogueCalls::CatalogueCalls(std::shared_ptr<HttpClient> client) : m_client(std::move(client)) {}

QUrl CatalogueCalls::at(QStringView path) const
{
    QUrl url = m_client->base();
    url.setPath(url.path(QUrl::FullyEncoded) + path.toString(), QUrl::StrictMode);
    return url;
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::ask(HttpRequest request, std::stop_token stop) const
{
    const auto client = m_client;
    const QString path = request.url.path();
    const bool wantsJson = request.answerFile.isEmpty();
    const bool turn = co_await client->budget().take(stop);
    if (!turn)
        co_return fail(ErrorKind::Cancelled, u"%1 was not asked: the command was over first."_s.arg(path));
    auto outcome = co_await client->send(std::move(request), stop);
    if (!outcome.answer)
        co_return fail(outcome.error);
    HttpAnswer &answer = *outcome.answer;
    if (answer.status == 304)
        co_return Got{std::move(answer), true};
    if (answer.status == 401 || answer.status == 403) {
        co_return fail(Error{answer.status == 401 ? ErrorKind::NotSignedIn : ErrorKind::Refused,
                             u"The service did not let us read %1 (%2)."_s.arg(path).arg(answer.status),
                             serviceWords(answer),
                             answer.status,
                             {}});
    }
    if (answer.status >= 400) {
        co_return fail(Error{answer.status == 404   ? ErrorKind::NotFound
                             : answer.status >= 500 ? ErrorKind::ServerFault
                                                    : ErrorKind::Refused,
                             u"%1 was answered with an error (%2)."_s.arg(path).arg(answer.status),
                             serviceWords(answer),
                             answer.status,
                             {}});
    }
    if (answer.cut) {
        co_return fail(ErrorKind::ServerFault, u"The answer of %1 is longer than Waybill reads."_s.arg(path));
    }
    if (wantsJson && answer.looksLikeHtml())
        co_return fail(ErrorKind::ServerFault, u"%1 was answered with a page (HTML), and not with data."_s.arg(path));
    co_return Got{std::move(answer)};
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::dataEntities(QString etag, std::stop_token stop) const
{
    HttpRequest request = question(dataEntitiesUrl(), "metadata: entities", longestList);
    askOnlyIfChanged(request, etag);
    return ask(std::move(request), std::move(stop));
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::serviceDocument(QString etag, std::stop_token stop) const
{
    HttpRequest request = question(serviceDocumentUrl(), "OData: entity sets", longestList);
    askOnlyIfChanged(request, etag);
    return ask(std::move(request), std::move(stop));
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::nextPage(QUrl before, QString link, std::stop_token stop) const
{
    const QUrl url = before.resolved(QUrl(link, QUrl::TolerantMode));
    if (!sameOrigin(url, m_client->base())) {
        co_return fail(ErrorKind::Refused, u"The next page of the entities lies on another address (%1); nothing is "
                                           u"sent there."_s.arg(url.host()));
    }
    auto got = co_await ask(question(url, "metadata: entities", longestList), std::move(stop));
    co_return got;
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::publicEntity(QString publicName, std::stop_token stop) const
{
    const QString path = u"/metadata/PublicEntities(%1)"_s.arg(encoded(odataLiteral(publicName)));
    return ask(question(at(path), "metadata: entity", longestPart), std::move(stop));
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::enumeration(QString name, std::stop_token stop) const
{
    const QString path = u"/metadata/PublicEnumerations(%1)"_s.arg(encoded(odataLiteral(name)));
    return ask(question(at(path), "metadata: enumeration", longestPart), std::move(stop));
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::metadata(QString file, QString etag,
                                                                  std::stop_token stop) const
{
    HttpRequest request = question(at(u"/data/$metadata"), "OData: $metadata", longestMetadata);
    request.headers = {{"Accept", "application/xml"}};
    request.answerFile = std::move(file);
    request.type = CallType::Download;
    askOnlyIfChanged(request, etag);
    return ask(std::move(request), std::move(stop));
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::label(QString id, QString language, std::stop_token stop) const
{
    const QString path =
        u"/metadata/Labels(Id=%1,Language=%2)"_s.arg(encoded(odataLiteral(id)), encoded(odataLiteral(language)));
    return ask(question(at(path), "metadata: label", longestPart), std::move(stop));
}

QCoro::Task<Result<CatalogueCalls::Got>> CatalogueCalls::labels(QString filter, std::stop_token stop) const
{
    QUrl url = at(u"/metadata/Labels");
    url.setQuery(u"$filter="_s + QString::fromLatin1(QUrl::toPercentEncoding(filter)), QUrl::StrictMode);
    return ask(question(url, "metadata: labels", longestList), std::move(stop));
}

} // namespace waybill
