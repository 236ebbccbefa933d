#pragma once

#include "app/cli/Output.h"
#include "app/environments/Environment.h"

#include <qcorotask.h>

namespace waybill {

class Services;

/// The saved environment of that name; NotFound with where to look.
Result<Environment> environmentNamed(Services &services, const QString &name);
/// Whether what its grant needs is to be had without asking a person: secret, certificate's file, sign-in.
QCoro::Task<bool> hasSecret(Services &services, Environment environment);
/// An environment as `environments list` gives it: its fields and `hasSecret`.
QJsonObject environmentJson(const Environment &environment, bool hasSecret);
/// One environment as JSON or as lines of text.
void showEnvironment(Output &out, const Environment &environment, bool hasSecret);
/// The environment's jobs: one array of `jobs list`.
QJsonArray jobsJson(const Environment &environment);
void showJobs(Output &out, const Environment &environment);

} // namespace waybill
