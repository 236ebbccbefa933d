#pragma once

#include "app/http/Http.h"
#include "app/http/HttpLog.h"
#include "app/http/ProxyUse.h"
#include "app/http/Trust.h"

#include <QObject>
#include <qcorotask.h>

#include <memory>
#include <optional>
#include <stop_token>

class QNetworkAccessManager;

namespace waybill {

/// Sends one request and brings its answer: no token, no repetition, redirects not followed, answer bounded, every
/// exchange in the HttpLog with secrets removed; through the proxy it is given. One thread. Shared by whoever has a
/// coroutine under way in it. The lines of an answer's head, and the body behind a 401 or 407, are bounded by the
/// time-out alone: Qt hands nothing of them over, and says nothing, before they have ended.
class Transport : public std::enable_shared_from_this<Transport>
{
public:
    /// `environment` is the name under which exchanges are logged; `log` outlives this.
    Transport(QString environment, HttpLog *log, Trust trust = {}, ProxyUse proxy = {});
    ~Transport();

    /// A body of a form (application/x-www-form-urlencoded) or JSON goes in `request.body` with its Content-Type
    /// header.
    QCoro::Task<HttpOutcome> send(HttpRequest request, std::stop_token stop);

private:
    /// Has the password of the proxy, where it wants one.
    QCoro::Task<Result<void>> prepareProxy();
    void useProxy(QNetworkAccessManager &manager) const;

    QString m_environment;
    HttpLog *m_log;
    Trust m_trust;
    ProxyUse m_proxy;
    std::optional<QString> m_proxyPassword;
    std::unique_ptr<QNetworkAccessManager> m_network;
};

} // namespace waybill
