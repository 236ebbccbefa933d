#include "app/http/Transport.h"

#include "app/base/FileThreads.h"
#include "app/http/Flight.h"
#include "app/http/NetworkFault.h"
#include "app/http/Redaction.h"
#include "app/http/SecretScrubber.h"
#include "app/http/SendOnceDevice.h"

#include <QBuffer>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QtConcurrentRun>

#include <qcorofuture.h>
#include <qcorosignal.h>

#include <array>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QStringList requestIdsIn(const HttpHeaders &headers)
{
    static constexpr std::array names{"ms-dyn-aid",
                                      "x-ms-request-id",
                                      "request-id",
                                      "client-request-id",
                                      "x-ms-correlation-request-id",
                                      "x-ms-client-request-id",
                                      "ms-requestid",
                                      "ms-correlationid",
                                      "req-id"};
    QStringList ids;
    for (const auto &[name, value] : headers) {
        for (const char *known : names) {
            if (name.compare(known, Qt::CaseInsensitive) == 0)
                ids.append(QString::fromLatin1(name + ": " + value.left(200)));
        }
    }
    return ids;
}

struct OpenedBody {
    std::shared_ptr<QIODevice> device;
    qint64 length = 0; ///< bytes
};

/// Blocks.
Result<OpenedBody> openedFile(const QString &path)
{
    const auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Storage, u"The stored copy of the file cannot be read: %1"_s.arg(path),
                    file->errorString());
    }
    file->moveToThread(nullptr);
    return OpenedBody{file, file->size()};
}

QFuture<Result<OpenedBody>> openBody(const HttpRequest &request)
{
    if (!request.bodyFile.isEmpty())
        return QtConcurrent::run(&fileThreads(), &openedFile, request.bodyFile);
    const auto buffer = std::make_shared<QBuffer>();
    buffer->setData(request.body);
    buffer->open(QIODevice::ReadOnly);
    buffer->moveToThread(nullptr);
    return QtFuture::makeReadyFuture(Result<OpenedBody>(OpenedBody{buffer, request.body.size()}));
}

QNetworkRequest networkRequest(const HttpRequest &request, qint64 bodyLength, const Trust &trust)
{
    QNetworkRequest network(request.url);
    if (request.url.scheme() == "https"_L1)
        network.setSslConfiguration(trust.configuration(request.url));
    network.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    network.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    network.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    network.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    network.setHeader(QNetworkRequest::UserAgentHeader, u"Waybill/" WAYBILL_VERSION ""_s);
    network.setDecompressedSafetyCheckThreshold(-1);
    for (const auto &[name, value] : request.headers)
        network.setRawHeader(name, value);
    if (request.repeat == Repeat::Once) {
        network.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        network.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        network.setHeader(QNetworkRequest::ContentLengthHeader, bodyLength);
    }
    return network;
}

/// Qt calls much of what a proxy does by the names of what the service might have done. `began`: bytes of the body
/// left.
QNetworkReply::NetworkError faultOf(const QNetworkReply &reply, const ProxyChoice &proxy, bool began)
{
    const auto code = reply.error();
    if (proxy.kind != ProxyChoice::Kind::Own || began)
        return code;
    if (code == QNetworkReply::ConnectionRefusedError)
        return QNetworkReply::ProxyConnectionRefusedError;
    if (code == QNetworkReply::HostNotFoundError && proxy.address.scheme() == "http"_L1)
        return QNetworkReply::ProxyNotFoundError;
    if (code == QNetworkReply::UnknownNetworkError && reply.url().scheme() == "https"_L1)
        return QNetworkReply::UnknownProxyError; // it did not open the way
    return code;
}

/// Lets Qt's thread read so much ahead and no more. Without that it reads for as long as anything comes: one service
/// that floods would keep it, and everything else that is asked of its environment, for good. The thread is told of it
/// only when the request has begun there: one without a body has by now, one with a body will next.
void limitReading(QNetworkReply *reply, bool hasBody)
{
    constexpr qint64 ahead = 1 << 20;
    if (!hasBody)
        reply->setReadBufferSize(ahead);
    else
        QMetaObject::invokeMethod(
            reply, [reply] { reply->setReadBufferSize(ahead); }, Qt::QueuedConnection);
}
} // namespace

Transport::Transport(QString environment, HttpLog *log, Trust trust, ProxyUse proxy)
    : m_environment(std::move(environment)), m_log(log), m_trust(std::move(trust)), m_proxy(std::move(proxy)),
      m_network(std::make_unique<QNetworkAccessManager>())
{
    useProxy(*m_network);
}

Transport::~Transport() = default;

void Transport::useProxy(QNetworkAccessManager &manager) const
{
    // Without a choice the manager asks the system for each address.
    if (m_proxy.choice.kind != ProxyChoice::Kind::System)
        manager.setProxy(m_proxy.choice.proxyFor({}, m_proxyPassword.value_or(QString())));
}

QCoro::Task<Result<void>> Transport::prepareProxy()
{
    const bool wants = m_proxy.choice.kind == ProxyChoice::Kind::Own && !m_proxy.choice.user.isEmpty();
    if (!wants || m_proxyPassword || !m_proxy.password)
        co_return Result<void>();
    const auto password = co_await m_proxy.password();
    if (!password)
        co_return fail(password.error());
    if (!m_proxyPassword) {
        m_proxyPassword = *password;
        useProxy(*m_network);
    }
    co_return Result<void>();
}

QCoro::Task<HttpOutcome> Transport::send(HttpRequest request, std::stop_token stop)
{
    const auto self = shared_from_this();
    HttpOutcome outcome;
    if (stop.stop_requested()) {
        outcome.error = Error{ErrorKind::Cancelled, u"The call was cancelled before it began."_s, {}, 0, {}};
        co_return outcome;
    }
    const auto prepared = co_await prepareProxy();
    if (!prepared) {
        outcome.error = prepared.error();
        co_return outcome;
    }
    const auto opening = openBody(request);
    auto body = co_await opening;
    if (body && stop.stop_requested())
        body = fail(ErrorKind::Cancelled, u"The call was cancelled before it began."_s);
    if (!body) {
        outcome.error = body.error();
        co_return outcome;
    }
    const bool once = request.repeat == Repeat::Once;
    const qint64 bodyLength = body->length;
    QNetworkRequest network = networkRequest(request, bodyLength, m_trust);
    if (m_proxyPassword) // which this attribute keeps from the proxy too; nobody else has been given one
        network.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Automatic);
    if (once && m_proxyPassword && request.url.scheme() == "http"_L1 && m_proxy.choice.address.scheme() == "http"_L1) {
        // Without TLS the proxy gets the whole request at once, and this body cannot be sent again after its question.
        const QByteArray proof = (m_proxy.choice.user + u':' + *m_proxyPassword).toUtf8().toBase64();
        network.setRawHeader("Proxy-Authorization", "Basic " + proof);
    }
    // A connection of its own: an idle one that the other side has closed meanwhile would look like a lost answer.
    const auto own = once ? std::make_unique<QNetworkAccessManager>() : nullptr;
    QNetworkAccessManager &manager = once ? *own : *m_network;
    manager.setTransferTimeout(0);
    if (once)
        useProxy(manager);

    const QDateTime begun = QDateTime::currentDateTimeUtc();
    QElapsedTimer clock;
    clock.start();
    std::unique_ptr<SendOnceDevice> device;
    std::unique_ptr<QNetworkReply> reply;
    if (once) {
        device = std::make_unique<SendOnceDevice>(std::move(body->device), bodyLength);
        reply.reset(manager.sendCustomRequest(network, request.method, device.get()));
    } else {
        const bool bare = (request.method == "GET" || request.method == "HEAD") && bodyLength == 0;
        reply.reset(bare ? manager.sendCustomRequest(network, request.method)
                         : manager.sendCustomRequest(network, request.method, request.body));
    }
    limitReading(reply.get(), once || bodyLength > 0 || (request.method != "GET" && request.method != "HEAD"));
    Flight flight(reply.get(), request, device.get());
    bool stopped = false;
    {
        const std::stop_callback cancel(stop, [&] {
            QMetaObject::invokeMethod(
                reply.get(),
                [&] {
                    if (reply->isFinished())
                        return; // too late: what the service said counts
                    stopped = true;
                    reply->abort();
                },
                Qt::QueuedConnection);
        });
        co_await qCoro(&flight, &Flight::done);
    }

    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool proxyRefused = status == 407 || reply->error() == QNetworkReply::ProxyAuthenticationRequiredError;
    const auto code = proxyRefused ? QNetworkReply::ProxyAuthenticationRequiredError
                                   : faultOf(*reply, m_proxy.choice, once && device->taken() > 0);
    if (proxyRefused && m_proxyPassword) {
        m_proxyPassword.reset(); // asked for anew before the next call
        if (m_proxy.refused)
            m_proxy.refused();
    }
    // HTTP error statuses are whole answers; a broken body after a status line is not one. Qt says UnknownContentError
    // for both: a body that cannot be unpacked, and every 4xx without a word of its own (408, 413, 429).
    const bool brokenOff =
        code == QNetworkReply::RemoteHostClosedError || code == QNetworkReply::UnknownNetworkError ||
        code == QNetworkReply::ContentReSendError || code == QNetworkReply::TemporaryNetworkFailureError ||
        code == QNetworkReply::NetworkSessionFailedError ||
        (code == QNetworkReply::UnknownContentError && status < 400) || code == QNetworkReply::ProtocolFailure ||
        code == QNetworkReply::TimeoutError || code == QNetworkReply::OperationCanceledError || proxyRefused;
    const bool whole = status > 0 && (flight.cut() || !brokenOff) && !flight.timedOut() && (flight.cut() || !stopped);
    // A proxy that wants a sign-in hands nothing on.
    outcome.bodyBegan = !proxyRefused && (once && bodyLength > 0 ? device->taken() > 0
                                                                 : code != QNetworkReply::ConnectionRefusedError &&
                                                                       code != QNetworkReply::HostNotFoundError &&
                                                                       code != QNetworkReply::SslHandshakeFailedError);

    Exchange exchange;
    exchange.atUtc = begun;
    exchange.environment = m_environment;
    exchange.purpose = request.purpose;
    exchange.method = QString::fromLatin1(request.method);
    exchange.url = redactedUrl(request.url);
    exchange.status = status;
    exchange.took = std::chrono::milliseconds(clock.elapsed());
    exchange.bytesSent = once ? device->taken() : std::max(flight.sent(), request.body.size());
    exchange.bytesReceived = flight.received();
    exchange.requestHeaders = redactedHeaders(request.headers);
    exchange.message = request.message;
    exchange.download = request.download;
    const SecretScrubber scrub(request.secrets);
    HttpHeaders answerHeaders;
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answerHeaders.append({name, scrub.bytes(value)});
    const QByteArray answerBody = scrub.head(flight.takeBody());
    exchange.answerHeaders = redactedHeaders(answerHeaders);
    exchange.requestIds = requestIdsIn(answerHeaders);
    exchange.answer = request.answerIsSecret && !answerBody.isEmpty() ? u"(hidden)"_s : redactedBody(answerBody);
    if (!flight.fileTrouble().isEmpty()) {
        outcome.error =
            Error{ErrorKind::Storage,
                  u"The answer cannot be written to %1: %2. Check the free space and your rights there."_s.arg(
                      request.answerFile, flight.fileTrouble()),
                  {},
                  0,
                  {}};
    } else if (whole) {
        outcome.answer = HttpAnswer{status, answerHeaders, answerBody, flight.cut(), exchange.requestIds};
    } else if (stopped) {
        outcome.error = Error{ErrorKind::Cancelled, u"The call was cancelled before its answer came."_s, {}, 0, {}};
    } else if (flight.timedOut()) {
        outcome.error = Error{ErrorKind::TimedOut,
                              flight.answerBegan()
                                  ? u"%1 began to answer and did not come to an end in time."_s.arg(request.url.host())
                                  : u"%1 did not answer in %2 seconds."_s.arg(
                                        request.url.host(), QString::number(request.timeout.count() / 1000)),
                              {},
                              0,
                              {}};
    } else {
        outcome.error = networkFault(code, redactedBody(scrub.bytes(reply->errorString().toUtf8())), request.url,
                                     outcome.bodyBegan, m_proxy.choice);
    }
    exchange.error = outcome.answer ? QString() : outcome.error.message;
    m_log->add(std::move(exchange));
    co_return outcome;
}

} // namespace waybill
