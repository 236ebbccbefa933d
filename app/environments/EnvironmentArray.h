#pragma once

#include "app/environments/Environment.h"

#include <QJsonArray>
#include <QJsonObject>

namespace waybill {

// The array of environments in `environments.json`, as EnvironmentStore changes it.

/// Where the environment or job of that name stands; -1 for nowhere.
qsizetype indexOf(const QJsonArray &array, QStringView name);

/// `object` with the fields of `with` set; the others stay.
QJsonObject merged(QJsonObject object, const QJsonObject &with);

/// The jobs of `environment` as JSON, unknown fields of those in `before` kept.
QJsonArray jobsOf(const Environment &environment, const QJsonArray &before);

/// An environment with its jobs; jobs that cannot be used are left out.
Result<Environment> environmentWithJobs(const QJsonObject &object);

/// BadInput when the name of `environment` is not to be told (nameClash()) from another's in `array` or of `others`.
Result<void> checkName(const Environment &environment, const QJsonArray &array, QList<Environment> others);

} // namespace waybill
