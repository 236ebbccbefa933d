#pragma once

#include "app/http/Http.h"

#include <chrono>

namespace waybill {

/// A token as the authority gave it.
struct TokenAnswer {
    QString text;                   ///< visible ASCII only
    std::chrono::milliseconds life; ///< one millisecond to seven days, whatever the answer says
};

/// Whether this status of a token request asks to come again later.
bool asksToWait(int status);

/// Reads what a token endpoint answered (protocol.md section 1). Throttled, NotSignedIn or ServerFault with a sentence
/// for anything but a token.
Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const QUrl &authority);

} // namespace waybill
