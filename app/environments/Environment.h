#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"
#include "app/environments/AfterFetch.h"
#include "app/http/Origin.h"
#include "app/http/ProxyChoice.h"
#include "app/http/TimeOuts.h"
#include "app/http/Trust.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace waybill {

enum class EnvironmentKind { Development, Test, Sandbox, Production, Practice, OnPremises };

/// `development`, `test`, `sandbox`, `production`, `practice`, `on-premises`.
QString word(EnvironmentKind kind);
std::optional<EnvironmentKind> environmentKindFrom(QStringView word);

/// How tokens are got (protocol.md section 1): as an application, or as a person who signs in.
enum class Grant { ClientSecret, Certificate, Interactive, DeviceCode };

/// `client-secret`, `certificate`, `interactive`, `device-code`.
QString word(Grant grant);
std::optional<Grant> grantFrom(QStringView word);
/// Whether a person signs in, and no secret of an application is needed.
bool isPersonal(Grant grant);

enum class JobDirection { Import, Export };
QString word(JobDirection direction);
std::optional<JobDirection> jobDirectionFrom(QStringView word);

/// A recurring data job (protocol.md section 2): where files of one kind are sent to, or fetched from.
struct DataJob {
    QString name;
    ActivityId activityId;
    JobDirection direction = JobDirection::Import;
    QString entity;  ///< the entity's label; empty for packages
    QString company; ///< legal entity; may be empty
    bool package = false;
    bool operator==(const DataJob &) const = default;
};

/// F&O's own.
inline constexpr std::chrono::seconds standardLease{1800};

/// A saved environment, without its secret.
struct Environment {
    QString name;
    QUrl url;       ///< its origin; on premises with the path `/namespaces/…`
    QString tenant; ///< GUID or verified domain
    QString clientId;
    QUrl authority; ///< default https://login.microsoftonline.com
    EnvironmentKind kind = EnvironmentKind::Test;
    int requestsPerSecond = 10;
    QList<DataJob> jobs;
    QByteArray ca = {}; ///< certificates (PEM) of an authority of one's own, trusted for `url` and `authority` only
    Grant grant = Grant::ClientSecret;
    QString certificate = {}; ///< the client certificate's file (PFX, or PEM with its key) for Grant::Certificate
    QString colour = {};      ///< `#rrggbb`; empty: that of its kind
    QString company = {};     ///< the legal entity where nothing else is said; may be empty
    bool readOnly = false;    ///< only what changes nothing there may be called (http/ReadOnly.h)
    ProxyChoice proxy = {};
    TimeOuts timeOuts = {};
    /// How long a package that was handed out is kept for whoever got it, before it is handed out again.
    std::chrono::seconds lease = standardLease;
    std::optional<qint64> rowCap = {}; ///< most rows that one reading takes, unless none is set
    QString packageName = {};          ///< what fetched packages are called (PackageName.h); empty: the usual
    AfterFetch afterFetch = {};        ///< of this profile alone: neither exported nor imported

    bool operator==(const Environment &) const = default;

    const DataJob *job(QStringView jobName) const;
    /// A call's address: `path`, such as `/data`, below `url`.
    QUrl at(const QString &path) const;

    /// AD FS, as installations on premises have it: an authority whose path ends with `/adfs`.
    bool isAdfs() const;
    /// `{authority}/{tenant}/oauth2/v2.0/token`, for AD FS `{authority}/oauth2/token` (protocol.md section 1). The
    /// others likewise.
    QUrl tokenEndpoint() const;
    QUrl authorizeEndpoint() const;
    QUrl deviceCodeEndpoint() const;
    /// What the authority publishes about the tenant: `{authority}/{tenant}/v2.0/.well-known/openid-configuration`, for
    /// AD FS `{authority}/.well-known/openid-configuration`.
    QUrl tenantDocument() const;
    /// What tokens are asked for: `{url}`, without a slash at its end.
    QString resource() const;
    /// `{url}/.default`
    QString scope() const;
    /// Whose certificates are believed in talking to it and to its authority.
    Trust trust() const;

private:
    QUrl atAuthority(QLatin1StringView entra, QLatin1StringView adfs) const;
};

/// The address of an environment as a person gave it, with or without a page of it: https, or http for loopback only;
/// paths, queries and trailing slashes are cut, but not `/namespaces/NAME`. BadInput with what was wrong.
Result<QUrl> environmentAddress(const QString &address);
/// The certificates in what a PEM file holds, and nothing else of it: a key beside them stays out of what is saved.
/// BadInput when there is none.
Result<QByteArray> certificatesIn(const QByteArray &pem);
/// Checks an authority: https, or http for loopback only.
Result<QUrl> authorityFrom(const QString &address);

/// Microsoft's public cloud: what an environment's authority is unless said otherwise.
QUrl publicAuthority();

/// Whether all parts of it can be used and saved; BadInput with the first that cannot.
Result<void> check(const Environment &environment);
Result<void> check(const DataJob &job);

/// `{"name","url","tenant","clientId","authority","kind","requestsPerSecond","grant","readOnly","proxy"}`, and where
/// they are set `optionalFields`; jobs are apart. `timeOuts` is `{"signIn","query","upload","download"}` in seconds,
/// `lease` a number of seconds, `afterFetch` `{"copyTo","program","arguments","limit"}`.
QJsonObject toJson(const Environment &environment);
/// Fields that an environment may be without.
QStringList optionalFields();
/// `{"name","activityId","direction","entity","company","package"}`; entity and company are null where there is none.
QJsonObject toJson(const DataJob &job);
/// The other way, checked; unknown fields are passed over. An environment comes without its jobs.
Result<Environment> environmentFromJson(const QJsonObject &object);
Result<DataJob> dataJobFromJson(const QJsonObject &object);

} // namespace waybill
