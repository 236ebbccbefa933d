#include "app/environments/SecretOwner.h"

#include <QCryptographicHash>

namespace waybill {

namespace {
constexpr qsizetype digits = 32; ///< enough that nobody finds another owner of the same
} // namespace

QString secretOwner(const Environment &environment, SecretKind kind)
{
    QByteArray owner;
    if (kind == SecretKind::ClientSecret)
        owner = environment.tokenEndpoint().toEncoded() + '\n' + environment.clientId.toUtf8();
    else if (kind == SecretKind::ProxyPassword && environment.proxy.kind == ProxyChoice::Kind::Own)
        owner = environment.proxy.address.toEncoded() + '\n' + environment.proxy.user.toUtf8();
    if (owner.isEmpty())
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(owner, QCryptographicHash::Sha256).toHex().first(digits));
}

} // namespace waybill
