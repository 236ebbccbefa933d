#pragma once

#include "app/environments/Environment.h"
#include "app/http/Http.h"

namespace waybill {

/// An answer as the transport brings it.
inline HttpOutcome answered(int status, const QByteArray &body = {}, const HttpHeaders &headers = {})
{
    HttpOutcome outcome;
    outcome.answer = HttpAnswer{status, headers, body, false, {}};
    return outcome;
}

inline HttpOutcome unanswered(const QString &message)
{
    HttpOutcome outcome;
    outcome.error = Error{ErrorKind::Unreachable, message, {}, 0, {}};
    return outcome;
}

inline Environment contoso()
{
    Environment environment;
    environment.name = QStringLiteral("Contoso");
    environment.url = QUrl(QStringLiteral("https://contoso.operations.dynamics.com"));
    environment.authority = publicAuthority();
    environment.tenant = QStringLiteral("99999999-8888-7777-6666-555555555555");
    environment.clientId = QStringLiteral("11111111-2222-3333-4444-555555555555");
    return environment;
}

} // namespace waybill
