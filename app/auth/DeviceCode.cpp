#include "app/auth/DeviceCode.h"

#include "app/auth/AadstsCodes.h"
#include "app/auth/TokenAnswer.h"
#include "app/base/VisibleText.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr qsizetype longest = 100; ///< of a code

/// A number of seconds, as a number or as text.
std::chrono::seconds secondsOf(const QJsonValue &value, std::chrono::seconds otherwise)
{
    const double seconds = value.isString() ? value.toString().toDouble() : value.toDouble();
    if (!(seconds >= 1))
        return otherwise;
    return std::chrono::seconds(qint64(std::min(seconds, 86'400.0)));
}

/// Nobody is sent to a page that could do more than show itself, or whose address begins with another host's name.
/// Without TLS only an authority on this computer may name its own.
bool isSignInPage(const QUrl &page, const QUrl &authority)
{
    const bool isOwn = page.scheme() == authority.scheme() && page.host() == authority.host();
    return (page.scheme() == "https"_L1 || isOwn) && !page.host().isEmpty() && page.userInfo().isEmpty();
}
} // namespace

Result<IssuedDeviceCode> readDeviceCode(const HttpAnswer &answer, const Environment &environment,
                                        const QDateTime &nowUtc)
{
    if (answer.status >= 400 && answer.status < 500 && !asksToWait(answer.status))
        return fail(tokenRefusal(answer.status, answer.body));
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    QUrl page(object[u"verification_uri"_s].toString());
    if (page.isEmpty())
        page = QUrl(object[u"verification_url"_s].toString()); // an older name of the same
    const QString code = object[u"user_code"_s].toString();
    const QString device = object[u"device_code"_s].toString();
    if (answer.status != 200 || code.isEmpty() || device.isEmpty() || !isSignInPage(page, environment.authority)) {
        return fail({ErrorKind::ServerFault,
                     u"Signing in failed: the sign-in service gave no code for a device (HTTP %1). Check the authority "
                     u"%2, and whether it allows device codes."_s.arg(answer.status)
                         .arg(environment.authority.host()),
                     {},
                     answer.status,
                     {}});
    }
    const auto life = secondsOf(object[u"expires_in"_s], 900s);
    return IssuedDeviceCode{{visibleText(code, LineEnds::AsSpaces, longest), page, nowUtc.addSecs(life.count()), life},
                            device,
                            secondsOf(object[u"interval"_s], 5s)};
}

} // namespace waybill
