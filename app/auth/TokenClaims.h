#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace waybill {

/// What an access token says of itself. Read, never judged by its signature: that is the service's part.
struct TokenClaims {
    QString audience;    ///< `aud`
    QString tenant;      ///< `tid`; empty where it says none
    QString application; ///< `appid` or `azp`; empty where it says none
    QString user;        ///< `upn` or `preferred_username`; empty for an application's token
    QString name;        ///< `name` of that user; empty where it says none
    QDateTime fromUtc;   ///< `nbf`; invalid where it says none
    QDateTime untilUtc;  ///< `exp`; invalid where it says none
};

/// Nothing for a token that is not a JWT. Any bytes are fine.
std::optional<TokenClaims> readClaims(const QByteArray &token);

} // namespace waybill
