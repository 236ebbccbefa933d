// What the desks of the practice authority share: who is registered, what may be asked for, who has signed in.
#pragma once

#include "app/practice/authority/ClientCheck.h"
#include "app/practice/authority/SignIns.h"

#include <QStringList>

#include <variant>

namespace practice {

class Profile;

/// One tenant. The profile outlives it.
class Realm
{
public:
    Realm(const Profile &profile, const SignInLives &lives) : profile(profile), signIns(lives) {}

    const Profile &profile;
    ClientCheck clients;
    SignIns signIns;
    QStringList origins; ///< of the environments in the tenant; complete before the first request

    /// Empty when the tenant is this one.
    std::optional<TokenAnswer> refusalOfTenant(const TokenRequest &request) const;
    /// The application that the request names, or in its stead the one that its assertion does.
    std::variant<Application, TokenAnswer> applicationOf(const TokenRequest &request) const;
    /// What an application asks for itself: one resource, all of it.
    std::variant<Wish, TokenAnswer> ownWishOf(const TokenRequest &request) const;
    /// What it asks for a person: one resource, and OpenID's words.
    std::variant<Wish, TokenAnswer> wishOf(const TokenRequest &request) const;

private:
    std::variant<Wish, TokenAnswer> wishFor(const QString &resource, const TokenRequest &request) const;
};

/// 90002.
TokenAnswer unknownTenant(const QString &tenant);

} // namespace practice
