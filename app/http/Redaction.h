#pragma once

#include "app/http/Http.h"

#include <QString>

namespace waybill {

/// The name of a parameter or field whose value is likely to be a secret: of a password, a token, a key, a signature.
bool isSecretName(const QString &name);
/// The address without user info and with the values of signatures, tokens, keys and codes in its query blanked.
QString redactedUrl(const QUrl &url);
/// What somebody typed for an address, whatever it is, without the user name and password that may stand in it.
QString withoutUserInfo(const QString &typed);
/// Headers without Authorization, cookies and the like (their values become `(hidden)`).
HttpHeaders redactedHeaders(const HttpHeaders &headers);
/// A body's beginning as text: tokens, secrets, assertions and signed addresses blanked, control characters shown.
QString redactedBody(const QByteArray &body, qsizetype limit = 4096);

} // namespace waybill
