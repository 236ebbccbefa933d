// The practice authority: hands out access tokens and knows which of them still hold.
#pragma once

#include "app/practice/Profile.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>

#include <chrono>
#include <mutex>

namespace practice {

/// What an HTTP answer of the token endpoint consists of.
struct TokenAnswer {
    int status = 200;
    QJsonObject body;
};

/// What a request's token is worth.
enum class Access {
    None,      ///< no token came
    Refused,   ///< unknown here, or expired
    NotMapped, ///< valid, but F&O does not list its application
    Granted,
};

/// The client_credentials grant (protocol section 1). Tokens live in memory only. Thread-safe.
class TokenDesk
{
public:
    TokenDesk(const Profile &profile, std::chrono::seconds tokenLife);

    /// `form`: the decoded fields of the request. `origins`: the environment's addresses a scope may name.
    TokenAnswer grant(const QString &tenant, const QHash<QString, QString> &form, const QStringList &origins);

    /// How the authority answers whoever names a tenant that it does not have.
    static TokenAnswer unknownTenant(const QString &tenant);

    /// `authorization`: the header's value, empty when there is none.
    Access check(const QByteArray &authorization) const;

private:
    struct Token {
        QString clientId;
        bool mapped;
        QDateTime expires;
    };

    TokenAnswer issue(const Application &application, const QString &origin);

    const Profile &m_profile;
    const std::chrono::seconds m_life;
    mutable std::mutex m_mutex;
    QHash<QByteArray, Token> m_tokens;
};

} // namespace practice
