#include "app/auth/Pkce.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace waybill {

namespace {
constexpr auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
}

QByteArray randomText(int bytes)
{
    QByteArray chance(bytes, Qt::Uninitialized);
    for (char &byte : chance)
        byte = char(QRandomGenerator::system()->generate() & 0xff);
    return chance.toBase64(urlSafe);
}

Pkce Pkce::make()
{
    const QByteArray verifier = randomText(32);
    return {verifier, QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(urlSafe)};
}

} // namespace waybill
