#include "app/auth/TokenClaims.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QDateTime timeOf(const QJsonValue &seconds)
{
    constexpr double latest = 4e11; // beyond this no calendar goes
    const double value = seconds.toDouble(-1);
    return value < 0 || value > latest ? QDateTime() : QDateTime::fromSecsSinceEpoch(qint64(value), Qt::UTC);
}

QString firstOf(const QJsonObject &claims, std::initializer_list<QLatin1StringView> names)
{
    for (const auto name : names) {
        if (const QString text = claims[name].toString(); !text.isEmpty())
            return text;
    }
    return {};
}
} // namespace

std::optional<TokenClaims> readClaims(const QByteArray &token)
{
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const auto decoded =
        QByteArray::fromBase64Encoding(parts[1], QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                                                     QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(*decoded);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    const QJsonValue audience = object[u"aud"_s];
    return TokenClaims{audience.isArray() ? audience.toArray().at(0).toString() : audience.toString(),
                       object[u"tid"_s].toString(),
                       firstOf(object, {"appid"_L1, "azp"_L1}),
                       firstOf(object, {"upn"_L1, "preferred_username"_L1, "unique_name"_L1}),
                       object[u"name"_s].toString(),
                       timeOf(object[u"nbf"_s]),
                       timeOf(object[u"exp"_s])};
}

} // namespace waybill
