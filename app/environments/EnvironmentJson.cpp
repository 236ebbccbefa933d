#include "app/environments/Environment.h"

#include "app/base/Guid.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject timeOutsToJson(const TimeOuts &timeOuts)
{
    return {{u"signIn"_s, qint64(timeOuts.signIn.count())},
            {u"query"_s, qint64(timeOuts.query.count())},
            {u"upload"_s, qint64(timeOuts.upload.count())},
            {u"download"_s, qint64(timeOuts.download.count())}};
}

TimeOuts timeOutsFromJson(const QJsonObject &object)
{
    TimeOuts timeOuts;
    for (const auto &[field, part] : {std::pair(u"signIn"_s, &timeOuts.signIn),
                                      {u"query"_s, &timeOuts.query},
                                      {u"upload"_s, &timeOuts.upload},
                                      {u"download"_s, &timeOuts.download}})
        *part = std::chrono::seconds(object[field].toInteger(part->count()));
    return timeOuts;
}
} // namespace

QStringList optionalFields()
{
    return {u"afterFetch"_s, u"ca"_s,          u"certificate"_s, u"colour"_s,  u"company"_s,
            u"lease"_s,      u"packageName"_s, u"rowCap"_s,      u"timeOuts"_s};
}

QJsonObject toJson(const Environment &environment)
{
    QJsonObject object{{u"name"_s, environment.name},
                       {u"url"_s, environment.url.toString(QUrl::FullyEncoded)},
                       {u"tenant"_s, environment.tenant},
                       {u"clientId"_s, environment.clientId},
                       {u"authority"_s, environment.authority.toString(QUrl::FullyEncoded)},
                       {u"kind"_s, word(environment.kind)},
                       {u"requestsPerSecond"_s, environment.requestsPerSecond},
                       {u"grant"_s, word(environment.grant)},
                       {u"readOnly"_s, environment.readOnly},
                       {u"proxy"_s, word(environment.proxy)}};
    if (!environment.ca.isEmpty())
        object[u"ca"_s] = QString::fromLatin1(environment.ca);
    for (const auto &[field, value] : {std::pair(u"certificate"_s, environment.certificate),
                                       {u"colour"_s, environment.colour},
                                       {u"company"_s, environment.company},
                                       {u"packageName"_s, environment.packageName}}) {
        if (!value.isEmpty())
            object[field] = value;
    }
    if (environment.timeOuts != TimeOuts())
        object[u"timeOuts"_s] = timeOutsToJson(environment.timeOuts);
    if (environment.lease != standardLease)
        object[u"lease"_s] = qint64(environment.lease.count());
    if (environment.rowCap)
        object[u"rowCap"_s] = *environment.rowCap;
    if (!environment.afterFetch.doesNothing())
        object[u"afterFetch"_s] = toJson(environment.afterFetch);
    return object;
}

QJsonObject toJson(const DataJob &job)
{
    return {{u"name"_s, job.name},
            {u"activityId"_s, job.activityId.text()},
            {u"direction"_s, word(job.direction)},
            {u"entity"_s, textOrNull(job.entity)},
            {u"company"_s, textOrNull(job.company)},
            {u"package"_s, job.package}};
}

Result<Environment> environmentFromJson(const QJsonObject &object)
{
    Environment environment;
    environment.name = object[u"name"_s].toString();
    auto url = environmentAddress(object[u"url"_s].toString());
    if (!url)
        return fail(url.error());
    environment.url = *url;
    environment.tenant = object[u"tenant"_s].toString();
    environment.clientId = object[u"clientId"_s].toString();
    const QString authorityText = object[u"authority"_s].toString();
    auto authority = authorityText.isEmpty() ? Result<QUrl>(publicAuthority()) : authorityFrom(authorityText);
    if (!authority)
        return fail(authority.error());
    environment.authority = *authority;
    const auto kind = environmentKindFrom(object[u"kind"_s].toString());
    if (!kind)
        return fail(ErrorKind::BadInput, u"“%1” is not a kind of environment."_s.arg(object[u"kind"_s].toString()));
    environment.kind = *kind;
    environment.requestsPerSecond = object[u"requestsPerSecond"_s].toInt(10);
    const QString grantWord = object[u"grant"_s].toString(u"client-secret"_s);
    const auto grant = grantFrom(grantWord);
    if (!grant) {
        return fail(ErrorKind::BadInput, u"“%1” is not a grant. Use client-secret, certificate, interactive or "
                                         u"device-code."_s.arg(grantWord));
    }
    environment.grant = *grant;
    environment.certificate = object[u"certificate"_s].toString();
    environment.colour = object[u"colour"_s].toString();
    environment.company = object[u"company"_s].toString();
    environment.readOnly = object[u"readOnly"_s].toBool();
    const auto proxy = proxyChoiceFrom(object[u"proxy"_s].toString());
    if (!proxy)
        return fail(proxy.error());
    environment.proxy = *proxy;
    environment.timeOuts = timeOutsFromJson(object[u"timeOuts"_s].toObject());
    environment.lease = std::chrono::seconds(object[u"lease"_s].toInteger(standardLease.count()));
    environment.packageName = object[u"packageName"_s].toString();
    if (const QJsonValue after = object[u"afterFetch"_s]; after.isObject())
        environment.afterFetch = afterFetchFromJson(after.toObject());
    if (const QJsonValue cap = object[u"rowCap"_s]; !cap.isUndefined() && !cap.isNull())
        environment.rowCap = cap.toInteger();
    if (const QByteArray pem = object[u"ca"_s].toString().toLatin1(); !pem.isEmpty()) {
        auto certificates = certificatesIn(pem);
        if (!certificates)
            return fail(certificates.error());
        environment.ca = *certificates;
    }
    if (auto checked = check(environment); !checked)
        return fail(checked.error());
    return environment;
}

Result<DataJob> dataJobFromJson(const QJsonObject &object)
{
    DataJob job;
    job.name = object[u"name"_s].toString();
    const QString activity = object[u"activityId"_s].toString();
    job.activityId = ActivityId(guidFrom(activity).value_or(activity));
    const auto direction = jobDirectionFrom(object[u"direction"_s].toString(u"import"_s));
    if (!direction) {
        return fail(ErrorKind::BadInput,
                    u"“%1” is not a direction; use import or export."_s.arg(object[u"direction"_s].toString()));
    }
    job.direction = *direction;
    job.entity = object[u"entity"_s].toString();
    job.company = object[u"company"_s].toString();
    job.package = object[u"package"_s].toBool();
    if (auto checked = check(job); !checked)
        return fail(checked.error());
    return job;
}

} // namespace waybill
