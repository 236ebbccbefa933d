#include "app/connection/NetworkSteps.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QPromise>

#include <qcorofuture.h>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto patience = 15s; // for a connection or a handshake that does not come about

QString hostAndPort(const QUrl &origin)
{
    const QString host = origin.host().contains(u':') ? u'[' + origin.host() + u']' : origin.host();
    return u"%1:%2"_s.arg(host, QString::number(portOf(origin)));
}

/// Makers of gateways that break TLS open, as their certificates name them.
QString knownGateway(const QString &issuer)
{
    static constexpr std::array names{"Zscaler"_L1,   "Netskope"_L1,  "Fortinet"_L1,     "FortiGate"_L1,
                                      "Palo Alto"_L1, "Blue Coat"_L1, "Symantec Web"_L1, "Forcepoint"_L1,
                                      "Websense"_L1,  "Sophos"_L1,    "Umbrella"_L1,     "Check Point"_L1,
                                      "Barracuda"_L1, "Squid"_L1,     "mitmproxy"_L1,    "Fiddler"_L1,
                                      "Kaspersky"_L1, "Avast"_L1,     "ESET"_L1};
    for (const QLatin1StringView name : names) {
        if (issuer.contains(name, Qt::CaseInsensitive))
            return name;
    }
    return {};
}

QString issuerOf(const QSslCertificate &certificate)
{
    QStringList parts = certificate.issuerInfo(QSslCertificate::Organization);
    parts += certificate.issuerInfo(QSslCertificate::CommonName);
    parts.removeAll(QString());
    return parts.isEmpty() ? u"somebody without a name"_s : parts.join(u", "_s);
}

QString protocolName(QSsl::SslProtocol protocol)
{
    return protocol == QSsl::TlsV1_3 ? u"TLS 1.3"_s : protocol == QSsl::TlsV1_2 ? u"TLS 1.2"_s : u"TLS"_s;
}

Finding tellCertificate(const QSslCertificate &own, QSsl::SslProtocol protocol)
{
    const QString issuer = issuerOf(own);
    Finding finding{StepState::Passed,
                    u"%1, issued by %2, valid until %3"_s.arg(protocolName(protocol), issuer,
                                                              own.expiryDate().toUTC().toString(u"yyyy-MM-dd"_s)),
                    u"The connection is encrypted and the certificate is trusted."_s,
                    {}};
    if (const QString gateway = knownGateway(issuer); !gateway.isEmpty()) {
        finding.state = StepState::Warning;
        finding.meaning =
            u"%1 breaks the encryption open on the way: what you see is its certificate, not Microsoft's. "
            u"This computer trusts it."_s.arg(gateway);
        finding.fix = u"It works. If calls are cut or garbled, ask your network's administrator to let this address "
                      u"pass untouched."_s;
    } else if (own.expiryDate() < QDateTime::currentDateTimeUtc().addDays(14)) {
        finding.state = StepState::Warning;
        finding.meaning = u"The certificate is trusted and soon expires."_s;
        finding.fix = u"Tell who runs this environment."_s;
    }
    return finding;
}

Finding tellDistrust(const Doorstep &door)
{
    const QSslCertificate own = door.chain().value(0);
    const QString issuer = issuerOf(own);
    const QString gateway = knownGateway(issuer);
    QStringList reasons;
    for (const QSslError &error : door.certificateErrors())
        reasons.append(error.errorString());
    Finding finding{StepState::Failed,
                    u"A certificate issued by %1: %2"_s.arg(issuer, reasons.join(u" "_s)),
                    u"This computer does not trust the certificate, so nothing was sent."_s,
                    {}};
    if (!gateway.isEmpty()) {
        finding.meaning = u"%1 breaks the encryption open on the way, and this computer does not trust it; nothing was "
                          u"sent."_s.arg(gateway);
        finding.fix = u"Ask your network's administrator to install the root certificate of %1 on this computer, or to "
                      u"let this address pass untouched."_s.arg(gateway);
    } else if (own.expiryDate() < QDateTime::currentDateTimeUtc()) {
        finding.fix = u"The certificate ended on %1. Tell who runs this environment, or set this computer's clock if "
                      u"it is wrong."_s.arg(own.expiryDate().toUTC().toString(u"yyyy-MM-dd"_s));
    } else if (own.effectiveDate() > QDateTime::currentDateTimeUtc()) {
        finding.fix =
            u"The certificate holds only from %1 on: most likely this computer's clock is behind. Set it."_s.arg(
                own.effectiveDate().toUTC().toString(u"yyyy-MM-dd"_s));
    } else if (own.isSelfSigned()) {
        finding.fix =
            u"It vouches for itself. On-premises, give the certificate of your own authority with “environments "
            u"add --ca”, or install it on this computer; anywhere else, check the address."_s;
    } else {
        finding.fix = u"Check the address. If your company has an authority of its own, give its root certificate with "
                      u"“environments add --ca”, or install it on this computer."_s;
    }
    return finding;
}

} // namespace

QString nameOf(const QNetworkProxy &proxy)
{
    return u"%1:%2"_s.arg(proxy.hostName(), QString::number(proxy.port()));
}

Finding checkAddress(const Environment &environment)
{
    const auto origin = environmentAddress(environment.url.toString());
    if (!origin)
        return {StepState::Failed, environment.url.toString(), origin.error().message,
                u"Save the environment with its address as the browser shows it, up to the first slash."_s};
    return {StepState::Passed, origin->toString(), u"The address can be used."_s, {}};
}

QCoro::Task<Finding> resolveName(QUrl origin, bool throughProxy, std::stop_token stop)
{
    QHostAddress literal;
    if (literal.setAddress(origin.host()))
        co_return Finding{StepState::Passed, origin.host(), u"It is a number: no name has to be looked up."_s, {}};
    const auto answer = std::make_shared<QPromise<QHostInfo>>();
    answer->start();
    const auto settle = [answer](const QHostInfo &info) {
        answer->addResult(info); // whatever comes second changes nothing
        answer->finish();
    };
    QHostInfo::lookupHost(origin.host(), qApp, settle);
    const std::stop_callback cancel(stop, [settle] { settle(QHostInfo()); });
    const QHostInfo info = co_await answer->future();
    if (stop.stop_requested())
        co_return Finding{StepState::Failed, {}, u"The check was stopped."_s, {}};
    if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty()) {
        QStringList addresses;
        for (const QHostAddress &address : info.addresses())
            addresses.append(address.toString());
        co_return Finding{StepState::Passed, addresses.join(u", "_s), u"The name is known."_s, {}};
    }
    if (throughProxy) {
        co_return Finding{StepState::Warning,
                          info.errorString(),
                          u"This computer does not know the name; the proxy on the way looks it up by itself."_s,
                          {}};
    }
    co_return Finding{
        StepState::Failed, info.errorString(), u"Nobody knows a computer of the name %1."_s.arg(origin.host()),
        u"Check the address letter by letter. Without a network, or outside your company's network (VPN), "
        u"no name is found either."_s};
}

QCoro::Task<Finding> knockAtPort(Doorstep &door, QUrl origin, std::stop_token stop)
{
    const bool open = co_await door.open(patience, stop);
    const QString place = hostAndPort(origin);
    if (open)
        co_return Finding{StepState::Passed, place, u"Somebody takes connections there."_s, {}};
    if (door.timedOut()) {
        co_return Finding{StepState::Failed,
                          u"%1: no answer in %2 seconds"_s.arg(place, QString::number(patience.count())),
                          u"The connection is neither taken nor refused: a firewall swallows it, or nobody is there."_s,
                          u"Ask your network's administrator whether this computer may reach %1."_s.arg(place)};
    }
    if (stop.stop_requested())
        co_return Finding{StepState::Failed, place, u"The check was stopped."_s, {}};
    co_return Finding{StepState::Failed, u"%1: %2"_s.arg(place, door.socket().errorString()),
                      u"The computer was found, and nobody takes connections at this port."_s,
                      u"Check the address and its port. A developer machine may be switched off."_s};
}

Finding tellProxy(const Doorstep &door, const ProxyChoice &choice, const QNetworkProxy &proxy)
{
    const bool isOwn = choice.kind == ProxyChoice::Kind::Own;
    if (proxy.type() == QNetworkProxy::NoProxy)
        return {StepState::Passed, u"no proxy"_s, u"The way there is direct."_s, {}};
    if (door.isOpen()) {
        return {StepState::Passed,
                nameOf(proxy),
                isOwn ? u"The way there leads through the proxy that is saved with the environment."_s
                      : u"The way there leads through the proxy of this computer."_s,
                {}};
    }
    Finding finding{StepState::Failed,
                    u"%1: %2"_s.arg(nameOf(proxy), door.timedOut() ? u"no answer"_s : door.socket().errorString()),
                    u"The proxy that this computer's settings name did not open the way to the environment."_s,
                    u"Check the proxy in this computer's network settings, and whether it lets this address pass."_s};
    if (isOwn) {
        finding.meaning = u"The proxy that is saved with the environment did not open the way to it."_s;
        finding.fix = u"Check the proxy of the environment, and whether it lets this address pass."_s;
    }
    if (door.socket().error() == QAbstractSocket::ProxyAuthenticationRequiredError) {
        finding.meaning = choice.user.isEmpty()
                              ? u"The proxy wants a user name and password."_s
                              : u"The proxy did not accept the user %1 and the password."_s.arg(choice.user);
        finding.fix = u"Save the environment with a proxy such as http://user@%1 and the right password, or ask your "
                      u"network's administrator to let this address pass without a sign-in."_s.arg(nameOf(proxy));
    }
    return finding;
}

QCoro::Task<Finding> shakeHands(Doorstep &door, QUrl origin, std::stop_token stop)
{
    if (origin.scheme() == "http"_L1) {
        co_return Finding{
            StepState::Passed, u"not used"_s, u"This computer talks to itself, where nobody can listen in."_s, {}};
    }
    const bool secured = co_await door.secure(patience, stop);
    if (secured)
        co_return tellCertificate(door.chain().value(0), door.socket().sessionProtocol());
    if (!door.certificateErrors().isEmpty())
        co_return tellDistrust(door);
    if (stop.stop_requested())
        co_return Finding{StepState::Failed, {}, u"The check was stopped."_s, {}};
    co_return Finding{
        StepState::Failed,
        door.timedOut() ? u"no handshake in %1 seconds"_s.arg(patience.count()) : door.socket().errorString(),
        u"The other side does not speak TLS 1.2 or newer at this port."_s,
        u"Check the port of the address. If a proxy or firewall stands between, ask its administrator."_s};
}

} // namespace waybill
