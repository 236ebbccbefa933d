#pragma once

#include "app/environments/exchange/ImportedEnvironments.h"

namespace waybill {

/// A Postman environment: its `values`. Their names are anybody's own; the usual ones of address, tenant, client id,
/// secret, legal entity and activity ids are known.
ImportedEnvironments fromPostmanEnvironment(const QJsonObject &root, const QString &title);

/// A Postman collection (2.0 or 2.1): its variables, its sign-in (OAuth 2.0), and its requests: those for a token, and
/// those to enqueue and dequeue, which are recurring data jobs.
ImportedEnvironments fromPostmanCollection(const QJsonObject &root, const QString &title);

} // namespace waybill
