#pragma once

#include "app/auth/GrantRequest.h"
#include "app/connection/CheckStep.h"
#include "app/environments/Environment.h"
#include "app/http/Http.h"

#include <QDateTime>

namespace waybill {

/// What a refused or missing token means, by the AADSTS number where there is one.
Finding tellTokenTrouble(const Error &error, const Environment &environment);
/// A token that came by `grant`. Warns when the client certificate ends within 30 days.
Finding tellToken(const QDateTime &untilUtc, const Environment &environment, const GrantRequest &grant,
                  const QDateTime &nowUtc);

/// What the token says of itself, held against the environment; its times against `serviceUtc`.
Finding judgeClaims(const QByteArray &token, const Environment &environment, const QDateTime &serviceUtc);

/// The probe's answer: whether F&O accepts the application.
Finding judgeApplication(const HttpOutcome &outcome, const Environment &environment);

/// Whether OData lists its entity sets.
Finding judgeOData(const HttpOutcome &outcome, const Environment &environment);

/// What can be known of a recurring data job without sending or taking anything.
Finding judgeJob(const HttpOutcome &outcome, const DataJob &job, const Environment &environment);

} // namespace waybill
