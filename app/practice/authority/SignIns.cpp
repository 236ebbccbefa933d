#include "app/practice/authority/SignIns.h"

#include "app/practice/authority/Jwt.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <utility>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QDateTime timeNow()
{
    return QDateTime::currentDateTimeUtc();
}

/// So many random bytes from the system's generator, as text for an address.
QString chance(int bytes)
{
    QByteArray text(bytes, Qt::Uninitialized);
    for (char &byte : text)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return QString::fromLatin1(base64Url(text));
}

/// Eight letters that nobody confuses with each other.
QString newUserCode()
{
    static const auto letters = "BCDFGHJKLMNPQRSTVWXZ"_L1;
    QString code;
    for (int i = 0; i < 8; ++i)
        code += letters[QRandomGenerator::system()->bounded(int(letters.size()))];
    return code;
}

TokenAnswer badGrant(int number, const QString &sentence)
{
    return refuse(400, u"invalid_grant"_s, number, sentence);
}

TokenAnswer invalidValue(const QString &field)
{
    return badGrant(70000, u"Provided grant is invalid or malformed: the value of '%1' is not valid."_s.arg(field));
}

} // namespace

QString SignIns::addCode(const CodeTerms &terms)
{
    const QString code = "0.practice."_L1 + chance(48);
    const std::lock_guard lock(m_mutex);
    m_codes.insert(code, {terms, timeNow().addSecs(m_lives.code.count()), false});
    return code;
}

std::variant<SignIn, TokenAnswer> SignIns::redeemCode(const QString &code, const QString &clientId,
                                                      const QString &redirect, const QString &verifier)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_codes.find(code);
    if (found == m_codes.end())
        return invalidValue(u"code"_s);
    if (std::exchange(found->used, true))
        return badGrant(
            54005,
            u"OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing "
            "refresh token."_s);
    const CodeTerms &terms = found->terms;
    if (found->expires <= timeNow())
        return badGrant(70008,
                        u"The provided authorization code or refresh token has expired due to inactivity. Send a "
                        "new interactive authorization request for this user and resource."_s);
    if (terms.signIn.clientId.compare(clientId, Qt::CaseInsensitive) != 0)
        return invalidValue(u"code"_s);
    if (terms.redirect != redirect)
        return refuse(
            400, u"invalid_client"_s, 500112,
            u"The reply address '%1' does not match the reply address '%2' provided when requesting Authorization "
            "code."_s.arg(redirect, terms.redirect));
    const QByteArray hash = QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256);
    if (base64Url(hash) != terms.challenge.toLatin1())
        return badGrant(
            501481, u"The Code_Verifier does not match the code_challenge supplied in the authorization request."_s);
    return terms.signIn;
}

DeviceCode SignIns::addDevice(const QString &clientId, const Wish &wish)
{
    const QString code = newUserCode();
    const QString deviceCode = chance(48);
    const std::lock_guard lock(m_mutex);
    Device device;
    device.userCode = code;
    device.signIn = {clientId, {}, wish, {}};
    device.expires = timeNow().addSecs(m_lives.deviceCode.count());
    device.interval = m_lives.deviceInterval;
    m_devices.insert(deviceCode, device);
    return {deviceCode, code.first(4) + u'-' + code.sliced(4)};
}

QString SignIns::answerDevice(const QString &userCode, const std::optional<User> &user)
{
    const QString code = userCode.trimmed().toUpper().remove(u'-');
    const std::lock_guard lock(m_mutex);
    for (Device &device : m_devices) {
        if (device.userCode != code || device.state != Device::State::Waiting)
            continue;
        if (device.expires <= timeNow())
            return u"This code has expired. Ask for a new one in the program."_s;
        device.state = user ? Device::State::SignedIn : Device::State::Declined;
        device.signIn.user = user.value_or(User{});
        return {};
    }
    return u"This code did not work. Check it and try again."_s;
}

std::variant<SignIn, TokenAnswer> SignIns::pollDevice(const QString &deviceCode, const QString &clientId)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_devices.find(deviceCode);
    if (found == m_devices.end() || found->signIn.clientId.compare(clientId, Qt::CaseInsensitive) != 0)
        return refuse(400, u"bad_verification_code"_s, 70018, u"The device code was not recognized."_s);
    const QDateTime now = timeNow();
    const QDateTime before = std::exchange(found->lastPoll, now);
    // Timers are coarse: what comes up to a tenth too early is in time.
    if (before.isValid() && before.msecsTo(now) < found->interval.count() * 900) {
        found->interval += std::chrono::seconds(5);
        return refuse(400, u"slow_down"_s, 70016,
                      u"OAuth 2.0 device flow error. The client polls too often: ask every %1 seconds."_s.arg(
                          found->interval.count()));
    }
    switch (found->state) {
    case Device::State::SignedIn:
        found->state = Device::State::Redeemed;
        return found->signIn;
    case Device::State::Declined:
        return refuse(400, u"authorization_declined"_s, 65004, u"User declined to consent to access the app."_s);
    case Device::State::Redeemed:
        return badGrant(54005, u"The device code was already redeemed."_s);
    case Device::State::Waiting:
        break;
    }
    if (found->expires <= now)
        return refuse(
            400, u"expired_token"_s, 70020,
            u"The provided value for the input parameter 'device_code' is not valid. This device code has expired."_s);
    return refuse(400, u"authorization_pending"_s, 70016,
                  u"OAuth 2.0 device flow error. Authorization is pending. Continue polling."_s);
}

QString SignIns::addRefreshToken(const SignIn &signIn)
{
    const QString token = "1.practice."_L1 + chance(96);
    const std::lock_guard lock(m_mutex);
    m_refreshTokens.insert(token, {signIn, timeNow().addSecs(m_lives.refreshToken.count()), false});
    return token;
}

std::variant<SignIn, TokenAnswer> SignIns::useRefreshToken(const QString &token, const QString &clientId)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_refreshTokens.find(token);
    if (found == m_refreshTokens.end() || found->signIn.clientId.compare(clientId, Qt::CaseInsensitive) != 0)
        return invalidValue(u"refresh_token"_s);
    if (std::exchange(found->used, true))
        return badGrant(70000, u"Provided grant is invalid or malformed: the refresh token has been used already."_s);
    if (found->expires <= timeNow())
        return refuseWith(700082, clientId);
    return found->signIn;
}

} // namespace practice
