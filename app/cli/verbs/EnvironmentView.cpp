#include "app/cli/verbs/EnvironmentView.h"

#include "app/auth/KeptSignIn.h"
#include "app/cli/Services.h"
#include "app/environments/SecretOwner.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QSslCertificate>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString certificateNames(const QByteArray &ca)
{
    QStringList names;
    for (const QSslCertificate &certificate : QSslCertificate::fromData(ca, QSsl::Pem))
        names.append(certificate.subjectDisplayName());
    return names.join(u", "_s);
}
QString commandText(const AfterFetch &after)
{
    if (after.program.isEmpty())
        return {};
    return u"%1 %2 (at most %3 s)"_s.arg(QDir::toNativeSeparators(after.program), lineOf(after.arguments),
                                         QString::number(after.limit.count()));
}
QString secretText(Grant grant, bool isThere)
{
    switch (grant) {
    case Grant::ClientSecret:
        break;
    case Grant::Certificate:
        return isThere ? u"the certificate's file is there"_s : u"the certificate's file is missing here"_s;
    case Grant::Interactive:
    case Grant::DeviceCode:
        return isThere ? u"signed in"_s : u"not signed in"_s;
    }
    return isThere ? u"there"_s : u"not there: asked for each time"_s;
}
} // namespace

Result<Environment> environmentNamed(Services &services, const QString &name)
{
    const auto store = services.environments();
    if (!store)
        return fail(store.error());
    if (const Environment *found = (*store)->find(name))
        return *found;
    return fail(ErrorKind::NotFound, u"There is no environment “%1”. See waybill-cli environments list."_s.arg(name));
}

QCoro::Task<bool> hasSecret(Services &services, Environment environment)
{
    switch (environment.grant) {
    case Grant::ClientSecret:
        co_return co_await services.secrets().has(environment.name, SecretKind::ClientSecret, secretOwner(environment));
    case Grant::Certificate:
        co_return QFileInfo(environment.certificate).isReadable();
    case Grant::Interactive:
    case Grant::DeviceCode:
        break;
    }
    const auto signIn = co_await keptSignIn(&services.secrets(), environment);
    co_return bool(signIn);
}

QJsonObject environmentJson(const Environment &environment, bool hasSecret)
{
    QJsonObject object = toJson(environment);
    object.remove(u"ca"_s); // long, and nobody reads it
    object[u"hasSecret"_s] = hasSecret;
    return object;
}

QJsonArray jobsJson(const Environment &environment)
{
    QJsonArray jobs;
    for (const DataJob &job : environment.jobs)
        jobs.append(toJson(job));
    return jobs;
}

void showEnvironment(Output &out, const Environment &environment, bool hasSecret)
{
    if (out.isJson()) {
        QJsonObject object = environmentJson(environment, hasSecret);
        object[u"jobs"_s] = jobsJson(environment);
        out.json(object);
        return;
    }
    out.fields({{u"Name"_s, environment.name},
                {u"Address"_s, environment.url.toString()},
                {u"Kind"_s, word(environment.kind)},
                {u"Tenant"_s, environment.tenant},
                {u"Client id"_s, environment.clientId},
                {u"Authority"_s, environment.authority.toString()},
                {u"Signs in with"_s, word(environment.grant)},
                {u"Certificate"_s, environment.certificate},
                {u"Legal entity"_s, environment.company},
                {u"Colour"_s, environment.colour},
                {u"Read-only"_s, environment.readOnly ? u"yes"_s : QString()},
                {u"Proxy"_s, environment.proxy == ProxyChoice() ? QString() : word(environment.proxy)},
                {u"Requests a second"_s, QString::number(environment.requestsPerSecond)},
                {u"Lease in seconds"_s,
                 environment.lease == standardLease ? QString() : QString::number(environment.lease.count())},
                {u"Package names"_s, environment.packageName},
                {u"Copies packages to"_s, QDir::toNativeSeparators(environment.afterFetch.copyTo)},
                {u"Runs after a fetch"_s, commandText(environment.afterFetch)},
                {u"Row cap"_s, environment.rowCap ? QString::number(*environment.rowCap) : QString()},
                {u"Own authority"_s, certificateNames(environment.ca)},
                {u"Secret"_s, secretText(environment.grant, hasSecret)}});
    if (!environment.jobs.isEmpty()) {
        out.text({});
        showJobs(out, environment);
    }
}

void showJobs(Output &out, const Environment &environment)
{
    if (environment.jobs.isEmpty()) {
        out.text(u"“%1” has no jobs yet. Add one with waybill-cli jobs add."_s.arg(environment.name));
        return;
    }
    QList<QStringList> rows;
    for (const DataJob &job : environment.jobs) {
        rows.append({job.name, word(job.direction), job.package ? u"(data package)"_s : job.entity, job.company,
                     job.activityId.text()});
    }
    out.table({u"JOB"_s, u"DIRECTION"_s, u"ENTITY"_s, u"COMPANY"_s, u"ACTIVITY ID"_s}, rows);
}

} // namespace waybill
