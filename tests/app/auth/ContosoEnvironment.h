#pragma once

#include "app/environments/Environment.h"

namespace waybill {

/// What the tests sign in to: Contoso's environment, with the test's server in place of Microsoft's.
inline Environment contosoEnvironment(const QUrl &authority, Grant grant)
{
    Environment environment;
    environment.name = QStringLiteral("Contoso");
    environment.url = QUrl(QStringLiteral("https://contoso.operations.dynamics.com"));
    environment.tenant = QStringLiteral("contoso.com");
    environment.clientId = QStringLiteral("client-1");
    environment.authority = authority;
    environment.grant = grant;
    return environment;
}

} // namespace waybill
