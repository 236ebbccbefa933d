// The practice authority as a whole.
#pragma once

#include "app/practice/authority/SignInDesk.h"
#include "app/practice/authority/TokenDesk.h"

namespace practice {

/// One tenant's desks; every environment of the tenant works with the same.
struct Desks {
    Desks(const Profile &profile, const SignInLives &lives, std::chrono::seconds tokenLife)
        : realm(profile, lives), tokens(realm, tokenLife), signIns(realm)
    {
    }

    Realm realm;
    TokenDesk tokens;
    SignInDesk signIns;
};

} // namespace practice
