#pragma once

#include "app/http/Http.h"
#include "app/http/HttpLog.h"
#include "app/http/ProxyUse.h"
#include "app/http/Trust.h"

#include <qcorotask.h>

#include <optional>
#include <stop_token>

namespace waybill {

/// Where an environment sends strangers to sign in.
struct SignInPlace {
    QUrl authority; ///< what comes before the tenant; for AD FS with `/adfs`
    QString tenant; ///< GUID or domain; empty where the service names none
    bool operator==(const SignInPlace &) const = default;
};

/// What an address of the sign-in service says, such as `https://login.microsoftonline.com/TENANT/oauth2/authorize`.
/// Nothing when it is no address that an authority may have.
std::optional<SignInPlace> signInPlaceOf(const QUrl &address);
/// What an answer to a stranger says: the `authorization_uri` of its `WWW-Authenticate`, or the sign-in page it
/// redirects to.
std::optional<SignInPlace> signInPlaceIn(const HttpAnswer &answer);

/// Asks `{url}/data` without a token, through that proxy. NotFound when the answer names no place; the call's own error
/// when there is no answer. `log` outlives the call. One thread.
QCoro::Task<Result<SignInPlace>> discoverSignInPlace(QUrl url, Trust trust, ProxyUse proxy, HttpLog *log,
                                                     std::stop_token stop);

} // namespace waybill
