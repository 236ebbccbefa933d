#pragma once

#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"

#include <qcorotask.h>

namespace waybill {

/// A person's sign-in as the keychain has it (SecretKind::RefreshToken). It holds for exactly the identity it was made
/// with: another authority, tenant, application or address never gets to see its refresh token.
struct KeptSignIn {
    QString person; ///< such as ann@contoso.com; empty where the authority did not say
    QString refreshToken;
};

/// NotSignedIn when there is none for this identity, or the keychain does not give it.
QCoro::Task<Result<KeptSignIn>> keptSignIn(SecretStore *secrets, Environment environment);

/// Puts it into the keychain, in place of the one before. Where that is not possible it is kept for the session, and
/// the error says why.
QCoro::Task<Result<void>> keepSignIn(SecretStore *secrets, Environment environment, KeptSignIn signIn);

} // namespace waybill
