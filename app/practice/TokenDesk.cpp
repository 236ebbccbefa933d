#include "app/practice/TokenDesk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

TokenAnswer refuse(int status, const QString &error, int number, const QString &sentence)
{
    const QString trace = newGuid();
    const QString correlation = newGuid();
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s);
    const QString description = u"AADSTS%1: %2 Trace ID: %3 Correlation ID: %4 Timestamp: %5"_s.arg(
        QString::number(number), sentence, trace, correlation, time);
    return {status,
            {{u"error"_s, error},
             {u"error_description"_s, description},
             {u"error_codes"_s, QJsonArray{number}},
             {u"timestamp"_s, time},
             {u"trace_id"_s, trace},
             {u"correlation_id"_s, correlation}}};
}

TokenAnswer missing(const QString &field)
{
    return refuse(400, u"invalid_request"_s, 900144,
                  u"The request body must contain the following parameter: '%1'."_s.arg(field));
}

QByteArray base64(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// Shaped like a JWT, so that nothing can depend on a token being short; nobody but this program can judge it.
QByteArray newToken(const QString &clientId, const QString &tenant, const QString &audience, qint64 now, qint64 expires)
{
    const QJsonObject header{{u"typ"_s, u"JWT"_s}, {u"alg"_s, u"RS256"_s}};
    const QJsonObject claims{{u"aud"_s, audience}, {u"iss"_s, u"https://sts.windows.net/%1/"_s.arg(tenant)},
                             {u"iat"_s, now},      {u"nbf"_s, now},
                             {u"exp"_s, expires},  {u"appid"_s, clientId},
                             {u"tid"_s, tenant},   {u"uti"_s, newGuid()}};
    QByteArray signature(256, Qt::Uninitialized);
    for (char &byte : signature)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return base64(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.' +
           base64(QJsonDocument(claims).toJson(QJsonDocument::Compact)) + '.' + base64(signature);
}

} // namespace

TokenDesk::TokenDesk(const Profile &profile, std::chrono::seconds tokenLife) : m_profile(profile), m_life(tokenLife) {}

TokenAnswer TokenDesk::unknownTenant(const QString &tenant)
{
    return refuse(
        400, u"invalid_request"_s, 90002,
        u"Tenant '%1' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."_s
            .arg(tenant));
}

TokenAnswer TokenDesk::grant(const QString &tenant, const QHash<QString, QString> &form, const QStringList &origins)
{
    if (tenant.compare(m_profile.tenant(), Qt::CaseInsensitive) != 0)
        return unknownTenant(tenant);
    for (const QString &field : {u"grant_type"_s, u"client_id"_s, u"scope"_s})
        if (form.value(field).isEmpty())
            return missing(field);
    if (form.value(u"grant_type"_s) != "client_credentials"_L1)
        return refuse(400, u"unsupported_grant_type"_s, 70003,
                      u"The app requested an unsupported grant type '%1'."_s.arg(form.value(u"grant_type"_s)));
    const auto application = m_profile.application(form.value(u"client_id"_s));
    if (!application)
        return refuse(400, u"unauthorized_client"_s, 700016,
                      u"Application with identifier '%1' was not found in the directory '%2'."_s.arg(
                          form.value(u"client_id"_s), tenant));
    if (form.value(u"client_secret"_s).isEmpty())
        return refuse(
            401, u"invalid_client"_s, 7000216,
            u"'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."_s);
    if (form.value(u"client_secret"_s) != application->secret)
        return refuse(
            401, u"invalid_client"_s, 7000215,
            u"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '%1'."_s
                .arg(application->clientId));
    const QString scope = form.value(u"scope"_s);
    const auto suffix = "/.default"_L1;
    if (!scope.endsWith(suffix))
        return refuse(
            400, u"invalid_scope"_s, 1002012,
            u"The provided value for scope %1 is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier."_s
                .arg(scope));
    const QString origin = scope.chopped(suffix.size());
    if (!origins.contains(origin))
        return refuse(400, u"invalid_resource"_s, 500011,
                      u"The resource principal named %1 was not found in the tenant named %2."_s.arg(origin, tenant));
    return issue(*application, origin);
}

TokenAnswer TokenDesk::issue(const Application &application, const QString &origin)
{
    const QDateTime begins = QDateTime::currentDateTimeUtc();
    const QDateTime expires = begins.addSecs(m_life.count());
    const QByteArray token = newToken(application.clientId, m_profile.tenant(), origin, begins.toSecsSinceEpoch(),
                                      expires.toSecsSinceEpoch());
    {
        const std::lock_guard lock(m_mutex);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        m_tokens.removeIf([&](const auto &entry) { return entry.value().expires < now; });
        m_tokens.insert(token, {application.clientId, application.mapped, expires});
    }
    return {200,
            {{u"token_type"_s, u"Bearer"_s},
             {u"expires_in"_s, qint64(m_life.count())},
             {u"ext_expires_in"_s, qint64(m_life.count())},
             {u"access_token"_s, QString::fromLatin1(token)}}};
}

Access TokenDesk::check(const QByteArray &authorization) const
{
    if (authorization.isEmpty())
        return Access::None;
    const QByteArray scheme = "bearer ";
    if (!authorization.toLower().startsWith(scheme))
        return Access::Refused;
    const std::lock_guard lock(m_mutex);
    const auto found = m_tokens.constFind(authorization.mid(scheme.size()).trimmed());
    if (found == m_tokens.cend() || found->expires <= QDateTime::currentDateTimeUtc())
        return Access::Refused;
    return found->mapped ? Access::Granted : Access::NotMapped;
}

} // namespace practice
