#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"
#include "app/http/Origin.h"
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

/// A saved environment, without its secret.
struct Environment {
    QString name;
    QUrl url;       ///< its origin, without path
    QString tenant; ///< GUID or verified domain
    QString clientId;
    QUrl authority; ///< default https://login.microsoftonline.com
    EnvironmentKind kind = EnvironmentKind::Test;
    int requestsPerSecond = 10;
    QList<DataJob> jobs;
    QByteArray ca = {}; ///< certificates (PEM) of an authority of one's own, trusted for `url` and `authority` only

    bool operator==(const Environment &) const = default;

    const DataJob *job(QStringView jobName) const;
    /// `{authority}/{tenant}/oauth2/v2.0/token` (protocol.md section 1).
    QUrl tokenEndpoint() const;
    /// What the authority publishes about the tenant: `{authority}/{tenant}/v2.0/.well-known/openid-configuration`.
    QUrl tenantDocument() const;
    /// `{url}/.default`
    QString scope() const;
    /// Whose certificates are believed in talking to it and to its authority.
    Trust trust() const;

private:
    QUrl atTenant(QLatin1StringView path) const;
};

/// The origin of an environment's address as a person gave it: https, or http for loopback only; paths, queries and
/// trailing slashes are cut. BadInput with what was wrong.
Result<QUrl> environmentOrigin(const QString &address);
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

/// `{"name","url","tenant","clientId","authority","kind","requestsPerSecond"}`, and `ca` where there is one; jobs are
/// apart.
QJsonObject toJson(const Environment &environment);
/// `{"name","activityId","direction","entity","company","package"}`; entity and company are null where there is none.
QJsonObject toJson(const DataJob &job);
/// The other way, checked; unknown fields are passed over. An environment comes without its jobs.
Result<Environment> environmentFromJson(const QJsonObject &object);
Result<DataJob> dataJobFromJson(const QJsonObject &object);

} // namespace waybill
