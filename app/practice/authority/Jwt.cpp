#include "app/practice/authority/Jwt.h"

#include <QJsonDocument>
#include <QList>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

std::optional<QByteArray> decoded(const QByteArray &part)
{
    const auto result = QByteArray::fromBase64Encoding(part, urlSafe | QByteArray::AbortOnBase64DecodingErrors);
    return result && !part.isEmpty() ? std::optional(*result) : std::nullopt;
}

} // namespace

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(urlSafe);
}

std::optional<Jwt> readJwt(const QByteArray &text)
{
    const QList<QByteArray> parts = text.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const auto header = decoded(parts[0]);
    const auto claims = decoded(parts[1]);
    const auto signature = decoded(parts[2]);
    if (!header || !claims || !signature)
        return std::nullopt;
    const QJsonDocument headerJson = QJsonDocument::fromJson(*header);
    const QJsonDocument claimsJson = QJsonDocument::fromJson(*claims);
    if (!headerJson.isObject() || !claimsJson.isObject())
        return std::nullopt;
    return Jwt{headerJson.object(), claimsJson.object(), parts[0] + '.' + parts[1], *signature};
}

QByteArray makeJwt(const QJsonObject &claims)
{
    const QJsonObject header{{u"typ"_s, u"JWT"_s}, {u"alg"_s, u"RS256"_s}};
    QByteArray signature(256, Qt::Uninitialized);
    for (char &byte : signature)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.' +
           base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact)) + '.' + base64Url(signature);
}

} // namespace practice
