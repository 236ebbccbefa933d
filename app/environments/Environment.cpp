#include "app/environments/Environment.h"

#include "app/base/Guid.h"

#include <QSslCertificate>

#include <algorithm>
#include <array>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array<std::pair<EnvironmentKind, QLatin1StringView>, 6> kinds{{
    {EnvironmentKind::Development, "development"_L1},
    {EnvironmentKind::Test, "test"_L1},
    {EnvironmentKind::Sandbox, "sandbox"_L1},
    {EnvironmentKind::Production, "production"_L1},
    {EnvironmentKind::Practice, "practice"_L1},
    {EnvironmentKind::OnPremises, "on-premises"_L1},
}};

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

Result<void> checkName(const QString &name, const QString &what)
{
    constexpr qsizetype longest = 100;
    if (name.trimmed().isEmpty())
        return fail(ErrorKind::BadInput, u"%1 has no name. Give it one."_s.arg(what));
    if (name != name.trimmed())
        return fail(ErrorKind::BadInput,
                    u"%1's name “%2” begins or ends with a space. Leave it out."_s.arg(what, name));
    if (name.size() > longest) {
        return fail(ErrorKind::BadInput,
                    u"%1's name has %2 characters; %3 are the most."_s.arg(what).arg(name.size()).arg(longest));
    }
    for (const QChar c : name) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            return fail(ErrorKind::BadInput,
                        u"%1's name holds a control character or line break. Leave it out."_s.arg(what));
    }
    return {};
}
} // namespace

QString word(EnvironmentKind kind)
{
    for (const auto &[candidate, text] : kinds) {
        if (candidate == kind)
            return QString(text);
    }
    Q_UNREACHABLE();
}

std::optional<EnvironmentKind> environmentKindFrom(QStringView word)
{
    for (const auto &[kind, text] : kinds) {
        if (word.compare(text, Qt::CaseInsensitive) == 0)
            return kind;
    }
    return std::nullopt;
}

QString word(JobDirection direction)
{
    return direction == JobDirection::Import ? u"import"_s : u"export"_s;
}

std::optional<JobDirection> jobDirectionFrom(QStringView text)
{
    for (const auto direction : {JobDirection::Import, JobDirection::Export}) {
        if (text.compare(word(direction), Qt::CaseInsensitive) == 0)
            return direction;
    }
    return std::nullopt;
}

const DataJob *Environment::job(QStringView jobName) const
{
    for (const DataJob &candidate : jobs) {
        if (candidate.name == jobName)
            return &candidate;
    }
    return nullptr;
}

QUrl Environment::atTenant(QLatin1StringView path) const
{
    QUrl address = authority;
    QString beginning = authority.path(QUrl::FullyEncoded);
    while (beginning.endsWith(u'/'))
        beginning.chop(1);
    const QString tenantPart = QString::fromLatin1(QUrl::toPercentEncoding(tenant));
    address.setPath(beginning + u'/' + tenantPart + path, QUrl::StrictMode);
    return address;
}

QUrl Environment::tokenEndpoint() const
{
    return atTenant("/oauth2/v2.0/token"_L1);
}

QUrl Environment::tenantDocument() const
{
    return atTenant("/v2.0/.well-known/openid-configuration"_L1);
}

QString Environment::scope() const
{
    return url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::FullyEncoded) +
           u"/.default"_s;
}

Result<QByteArray> certificatesIn(const QByteArray &pem)
{
    QByteArray found;
    for (const QSslCertificate &certificate : QSslCertificate::fromData(pem, QSsl::Pem))
        found += certificate.toPem();
    if (found.isEmpty()) {
        return fail(ErrorKind::BadInput, u"There is no certificate in what is to be trusted. Give the root certificate "
                                         u"of your authority as a PEM file (-----BEGIN CERTIFICATE-----)."_s);
    }
    return found;
}

Trust Environment::trust() const
{
    if (ca.isEmpty())
        return {};
    return {QSslCertificate::fromData(ca, QSsl::Pem), {url, authority}};
}

Result<void> check(const Environment &environment)
{
    if (auto name = checkName(environment.name, u"The environment"_s); !name)
        return name;
    if (auto url = environmentOrigin(environment.url.toString()); !url)
        return fail(url.error());
    if (auto authority = authorityFrom(environment.authority.toString()); !authority)
        return fail(authority.error());
    const auto plain = [](const QString &text) {
        return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
            return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_');
        });
    };
    if (!plain(environment.tenant)) {
        return fail(ErrorKind::BadInput,
                    u"The tenant “%1” is neither a GUID nor a domain such as contoso.com."_s.arg(environment.tenant));
    }
    if (!plain(environment.clientId)) {
        return fail(ErrorKind::BadInput,
                    u"The client id “%1” is not an application's id. Copy *Application (client) ID* from the app "
                    u"registration."_s.arg(environment.clientId));
    }
    if (environment.requestsPerSecond < 1 || environment.requestsPerSecond > 1000) {
        return fail(ErrorKind::BadInput, u"%1 requests a second are not possible. Give a number from 1 to 1000."_s.arg(
                                             environment.requestsPerSecond));
    }
    for (const DataJob &job : environment.jobs) {
        if (auto checked = check(job); !checked)
            return checked;
    }
    return {};
}

Result<void> check(const DataJob &job)
{
    if (auto name = checkName(job.name, u"The job"_s); !name)
        return name;
    const auto guid = guidFrom(job.activityId.text());
    if (!guid || *guid != job.activityId.text()) {
        return fail(ErrorKind::BadInput,
                    u"The activity id “%1” is not a GUID. Copy the field ID from *Manage scheduled data jobs*."_s.arg(
                        job.activityId.text()));
    }
    return {};
}

QJsonObject toJson(const Environment &environment)
{
    QJsonObject object{{u"name"_s, environment.name},
                       {u"url"_s, environment.url.toString(QUrl::FullyEncoded)},
                       {u"tenant"_s, environment.tenant},
                       {u"clientId"_s, environment.clientId},
                       {u"authority"_s, environment.authority.toString(QUrl::FullyEncoded)},
                       {u"kind"_s, word(environment.kind)},
                       {u"requestsPerSecond"_s, environment.requestsPerSecond}};
    if (!environment.ca.isEmpty())
        object[u"ca"_s] = QString::fromLatin1(environment.ca);
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
    auto url = environmentOrigin(object[u"url"_s].toString());
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
