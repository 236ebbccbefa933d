#pragma once

#include "app/connection/CheckStep.h"
#include "app/environments/Environment.h"
#include "app/http/Http.h"

#include <QDateTime>

namespace waybill {

/// Whether what answered a call without a token is F&O, and the saved one: it refuses (401) or sends to a sign-in page.
Finding judgeService(const HttpOutcome &outcome, const Environment &environment);

/// Whether the authority answers and knows the tenant.
Finding judgeAuthority(const HttpOutcome &outcome, const Environment &environment);
/// Whether a token was refused because of the tenant: then not the token but the authority step failed.
bool blamesTenant(const Error &refusal);
Finding tenantUnknown(const Error &refusal);
/// An authority that answered a token request as none would (isNoAuthority), after it had published nothing: `seen` is
/// what was seen of it before.
Finding noAuthority(const QString &seen, const Environment &environment);

/// Whether this computer's clock agrees with the service's; `answeredUtc` is this computer's time when the answer came.
/// More than five minutes off fails, more than one warns.
Finding judgeClock(const QDateTime &serviceUtc, const QDateTime &answeredUtc);

} // namespace waybill
