#include "app/environments/Environment.h"

#include <QSslCertificate>

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

constexpr std::array<std::pair<Grant, QLatin1StringView>, 4> grants{{
    {Grant::ClientSecret, "client-secret"_L1},
    {Grant::Certificate, "certificate"_L1},
    {Grant::Interactive, "interactive"_L1},
    {Grant::DeviceCode, "device-code"_L1},
}};

template <class Table>
QString wordIn(const Table &table, typename Table::value_type::first_type meant)
{
    for (const auto &[candidate, text] : table) {
        if (candidate == meant)
            return QString(text);
    }
    Q_UNREACHABLE();
}

template <class Table>
std::optional<typename Table::value_type::first_type> meantIn(const Table &table, QStringView word)
{
    for (const auto &[candidate, text] : table) {
        if (word.compare(text, Qt::CaseInsensitive) == 0)
            return candidate;
    }
    return std::nullopt;
}

} // namespace

QString word(EnvironmentKind kind)
{
    return wordIn(kinds, kind);
}

std::optional<EnvironmentKind> environmentKindFrom(QStringView word)
{
    return meantIn(kinds, word);
}

QString word(Grant grant)
{
    return wordIn(grants, grant);
}

std::optional<Grant> grantFrom(QStringView word)
{
    return meantIn(grants, word);
}

bool isPersonal(Grant grant)
{
    return grant == Grant::Interactive || grant == Grant::DeviceCode;
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

QUrl Environment::at(const QString &path) const
{
    return below(url, path);
}

bool Environment::isAdfs() const
{
    return authority.path().endsWith("/adfs"_L1, Qt::CaseInsensitive);
}

QUrl Environment::atAuthority(QLatin1StringView entra, QLatin1StringView adfs) const
{
    QUrl address = authority;
    QString path = authority.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    path += isAdfs() ? QString(adfs) : u'/' + QString::fromLatin1(QUrl::toPercentEncoding(tenant)) + entra;
    address.setPath(path, QUrl::StrictMode);
    return address;
}

QUrl Environment::tokenEndpoint() const
{
    return atAuthority("/oauth2/v2.0/token"_L1, "/oauth2/token"_L1);
}

QUrl Environment::authorizeEndpoint() const
{
    return atAuthority("/oauth2/v2.0/authorize"_L1, "/oauth2/authorize"_L1);
}

QUrl Environment::deviceCodeEndpoint() const
{
    return atAuthority("/oauth2/v2.0/devicecode"_L1, "/oauth2/devicecode"_L1);
}

QUrl Environment::tenantDocument() const
{
    return atAuthority("/v2.0/.well-known/openid-configuration"_L1, "/.well-known/openid-configuration"_L1);
}

QString Environment::resource() const
{
    return url.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash | QUrl::FullyEncoded);
}

QString Environment::scope() const
{
    return resource() + u"/.default"_s;
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

} // namespace waybill
