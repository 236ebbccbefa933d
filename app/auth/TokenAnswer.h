#pragma once

#include "app/http/Http.h"

#include <chrono>

namespace waybill {

/// A token as the authority gave it.
struct TokenAnswer {
    QString text;                      ///< visible ASCII only
    std::chrono::milliseconds life{0}; ///< one millisecond to seven days, whatever the answer says
    QString refreshToken = {};         ///< empty where the answer has none, or repeats the one that was sent
    QString idToken = {};              ///< what it says of the person; empty where there is none
};

/// Whether this status of a token request asks to come again later.
bool asksToWait(int status);

/// Whether what a token request was answered with is that of no authority at all: it sends elsewhere, has no such
/// address, or shows a page.
bool isNoAuthority(const Error &refusal);

/// Reads what a token endpoint answered (protocol.md section 1). Throttled, NotSignedIn or ServerFault with a sentence
/// for anything but a token.
Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const QUrl &authority);

/// Who signed in, such as ann@contoso.com, else a name; empty where the answer does not say.
QString personIn(const TokenAnswer &answer);

} // namespace waybill
