// JSON Web Tokens: those that this authority hands out, and those that applications prove themselves with.
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace practice {

/// A token taken to pieces; nothing about it is checked yet.
struct Jwt {
    QJsonObject header;
    QJsonObject claims;
    QByteArray signedPart; ///< what the signature is over
    QByteArray signature;
};

/// base64url without padding.
QByteArray base64Url(const QByteArray &bytes);

/// Nothing when it is no three parts of base64url with two JSON objects in front.
std::optional<Jwt> readJwt(const QByteArray &text);

/// Shaped like a JWT, so that nothing can depend on a token being short or opaque; its signature is chance, for nobody
/// but this program can judge it.
QByteArray makeJwt(const QJsonObject &claims);

} // namespace practice
