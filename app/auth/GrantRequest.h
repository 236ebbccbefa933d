#pragma once

#include "app/auth/TokenAnswer.h"
#include "app/auth/TokenForm.h"

#include <QDateTime>
#include <qcorotask.h>

#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// How one grant asks for a token, for a RenewingTokenSource: which owns it and calls one function after the other. One
/// thread.
class GrantRequest
{
public:
    virtual ~GrantRequest() = default;

    /// Waits until no other program of the profile asks with the same means, and keeps the others waiting while what it
    /// gives lives. Nothing where they may ask at the same time.
    virtual QCoro::Task<std::shared_ptr<void>> turn(std::stop_token stop);
    /// The form of the next token request, made anew for each. Secret or NotSignedIn where it lacks something; then
    /// nothing is sent.
    virtual QCoro::Task<Result<TokenForm>> form() = 0;
    /// The authority gave a token for the last form.
    virtual QCoro::Task<void> granted(TokenAnswer answer);
    /// The authority refused the last form with `error`: what to tell of it. Nothing when a request with another form
    /// is worth while.
    virtual QCoro::Task<std::optional<Error>> refused(Error error);
    /// Nothing that a request under way brings is to be kept any more.
    virtual void forget() {}

    /// When what proves the application's identity ends; invalid where that is not known.
    virtual QDateTime credentialUntilUtc() const { return {}; }
    /// Who signed in, as far as a request told; empty for an application.
    virtual QString person() const { return {}; }
};

} // namespace waybill
