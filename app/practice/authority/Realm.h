// What the desks of the practice authority share: who is registered, what may be asked for, who has signed in.
#pragma once

#include "app/practice/authority/ClientCheck.h"
#include "app/practice/authority/SignIns.h"
#include "app/practice/authority/TokenLog.h"

#include <QStringList>

#include <variant>

namespace practice {

class Profile;

/// What an on-premises installation has in front of its paths.
inline constexpr char onPremisesPath[] = "/namespaces/AXSF";

/// One tenant. The profile outlives it.
class Realm
{
public:
    Realm(const Profile &profile, const SignInLives &lives) : profile(profile), signIns(lives) {}

    const Profile &profile;
    ClientCheck clients;
    SignIns signIns;
    QStringList resources; ///< what tokens may be made out to; complete before the first request
    QStringList origins;   ///< where the authority may be asked; likewise
    TokenLog log;

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
