#include "app/practice/tls/TlsIdentity.h"

#include "app/practice/SecretFile.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 tenYears = 3650LL * 24 * 3600;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QString authorityFileOf(const QString &profileFolder)
{
    return profileFolder + "/tls-authority.pem"_L1;
}

std::optional<KeyPair> tlsAuthorityOf(const QString &profileFolder, QString &problem)
{
    const QString file = authorityFileOf(profileFolder);
    const QString keyFile = profileFolder + "/tls-authority.key"_L1;
    if (const auto kept = KeyPair::fromPem(contentOf(file), contentOf(keyFile)))
        return kept;
    CertificateOrder order;
    order.commonName = u"Waybill practice authority"_s;
    order.isAuthority = true;
    order.untilSeconds = tenYears;
    const KeyPair made = KeyPair::make(order);
    problem = writeSecretFile(keyFile, made.keyPem());
    if (problem.isEmpty())
        problem = writeSecretFile(file, made.certificatePem());
    return problem.isEmpty() ? std::optional(made) : std::nullopt;
}

KeyPair tlsCertificateFrom(const KeyPair &authority, TlsCertificate kind)
{
    CertificateOrder order;
    order.commonName = u"Waybill practice environment"_s;
    order.hosts = {u"localhost"_s, u"IP:127.0.0.1"_s, u"IP:::1"_s};
    if (kind == TlsCertificate::OtherHost)
        order.hosts = {u"other.example"_s};
    if (kind == TlsCertificate::Expired) {
        order.fromSeconds = -2 * 24 * 3600;
        order.untilSeconds = -24 * 3600;
    }
    return KeyPair::make(order, kind == TlsCertificate::SelfSigned ? nullptr : &authority);
}

} // namespace practice
