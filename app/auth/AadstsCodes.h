#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QLatin1StringView>

namespace waybill {

/// What Microsoft Entra ID says when it gives no token (protocol.md section 1).
struct AadstsRow {
    int code;
    QLatin1StringView meaning; ///< what is wrong and what to do
};

/// The row of an AADSTS number, or null for one that is not in our table.
const AadstsRow *aadstsRow(int code);

/// The detail of an error where a page came instead of a token; *nothing* where nothing did.
inline constexpr QLatin1StringView aWebPage("a web page");

/// The error that a token endpoint's 4xx answer tells: NotSignedIn, `serviceCode` such as AADSTS7000215 (or the OAuth
/// word where there is no number), our own sentence as message and Microsoft's first one as detail. Any bytes are fine.
Error tokenRefusal(int httpStatus, const QByteArray &body);

/// The same for a refusal that came with the browser: `error` and `error_description` of the redirect.
Error signInRefusal(const QString &oauth, const QString &description);

/// OAuth's word in a refusal, such as `authorization_pending`; empty where there is none.
QString oauthWord(const QByteArray &body);

} // namespace waybill
