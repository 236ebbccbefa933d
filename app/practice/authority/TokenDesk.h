// The token endpoint: hands out access tokens for every grant, and knows which of them still hold.
#pragma once

#include "app/practice/authority/Realm.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <mutex>

namespace practice {

/// What a request's token is worth.
enum class Access {
    None,      ///< no token came
    Refused,   ///< unknown here, or expired
    Elsewhere, ///< valid, but for another environment
    NotMapped, ///< valid, but F&O does not know its application, or the person
    Granted,
};

/// Who calls F&O.
struct Caller {
    Access access = Access::None;
    QString clientId; ///< of the application that got the token
};

/// The grants of protocol section 1. Tokens live in memory only. Thread-safe.
class TokenDesk
{
public:
    TokenDesk(Realm &realm, std::chrono::seconds tokenLife);

    TokenAnswer grant(const TokenRequest &request);

    /// What stands for a token where a token would be too long: SHA-256, in hexadecimal digits.
    static QByteArray digestOf(const QByteArray &token);

    /// `digest`: of the token that a request brings; empty when it has none. `resources`: what the called environment's
    /// tokens may be made out to.
    Caller check(const QByteArray &digest, const QStringList &resources) const;

private:
    struct Token {
        QString clientId;
        QString audience;
        bool mapped;
        QDateTime expires;
    };

    TokenAnswer grantItself(const Application &application, const TokenRequest &request);
    TokenAnswer grantPerson(const Application &application, const TokenRequest &request);
    std::variant<SignIn, TokenAnswer> signInOf(const Application &application, const TokenRequest &request);
    std::variant<SignIn, TokenAnswer> renewalOf(const Application &application, const TokenRequest &request);
    /// `signIn`: null where the application acts for itself.
    TokenAnswer issue(const Application &application, const QString &audience, const SignIn *signIn,
                      const TokenRequest &request);

    Realm &m_realm;
    const std::chrono::seconds m_life;
    mutable std::mutex m_mutex;
    QHash<QByteArray, Token> m_tokens; ///< by their digests
};

} // namespace practice
