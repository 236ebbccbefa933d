// What people's sign-ins leave behind at the authority: codes for the browser's way back, device codes, refresh tokens.
#pragma once

#include "app/practice/Applications.h"
#include "app/practice/authority/TokenAnswer.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <mutex>
#include <optional>
#include <variant>

namespace practice {

/// What a token is for: one environment's origin, and OpenID's words beside it.
struct Wish {
    QString resource;
    bool openId = false;  ///< an id token is wanted
    bool offline = false; ///< a refresh token is wanted
};

/// A person who has signed in with an application.
struct SignIn {
    QString clientId;
    User user;
    Wish wish;
    QString nonce;
};

/// An authorization code, and what must be said again when it is redeemed.
struct CodeTerms {
    SignIn signIn;
    QString redirect;
    QString challenge; ///< of PKCE, S256
};

/// Answer of the device code endpoint.
struct DeviceCode {
    QString deviceCode;
    QString userCode; ///< "ABCD-EFGH"
};

/// How long what holds, in real seconds.
struct SignInLives {
    std::chrono::seconds code{60};
    std::chrono::seconds deviceCode{900};
    std::chrono::seconds deviceInterval{5};
    std::chrono::seconds refreshToken{90 * 24 * 3600};
};

/// In memory only: after a restart everybody signs in anew. Thread-safe.
class SignIns
{
public:
    explicit SignIns(const SignInLives &lives) : m_lives(lives) {}
    const SignInLives &lives() const { return m_lives; }

    /// A code for `terms`.
    QString addCode(const CodeTerms &terms);
    /// Ends the code, whoever comes with it.
    std::variant<SignIn, TokenAnswer> redeemCode(const QString &code, const QString &clientId, const QString &redirect,
                                                 const QString &verifier);

    DeviceCode addDevice(const QString &clientId, const Wish &wish);
    /// The person's answer to a user code (case and hyphen do not matter); no user: declined. A sentence when the code
    /// is unknown, has been answered or is too old.
    QString answerDevice(const QString &userCode, const std::optional<User> &user);
    /// One poll.
    std::variant<SignIn, TokenAnswer> pollDevice(const QString &deviceCode, const QString &clientId);

    QString addRefreshToken(const SignIn &signIn);
    /// Ends the token: the answer to a renewal brings the next.
    std::variant<SignIn, TokenAnswer> useRefreshToken(const QString &token, const QString &clientId);

private:
    struct Code {
        CodeTerms terms;
        QDateTime expires;
        bool used = false;
    };
    struct Device {
        QString userCode; ///< without its hyphen
        SignIn signIn;
        QDateTime expires;
        QDateTime lastPoll;
        std::chrono::seconds interval;
        enum class State { Waiting, SignedIn, Declined, Redeemed } state = State::Waiting;
    };
    struct Refresh {
        SignIn signIn;
        QDateTime expires;
        bool used = false;
    };

    const SignInLives m_lives;
    std::mutex m_mutex;
    QHash<QString, Code> m_codes;
    QHash<QString, Device> m_devices;
    QHash<QString, Refresh> m_refreshTokens;
};

} // namespace practice
