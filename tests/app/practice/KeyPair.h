// A key and its certificate, as an application has them that proves itself with a signed assertion.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>

/// RSA, 2048 bits, self-signed, made with OpenSSL.
class KeyPair
{
public:
    /// The certificate's validity, in seconds from now.
    explicit KeyPair(long from = -60, long until = 3600);

    QByteArray certificate() const { return m_pem; }
    /// base64url of the certificate's thumbprint.
    QByteArray sha256() const { return m_sha256; }
    QByteArray sha1() const { return m_sha1; }

    /// A JWT with this header and these claims; `algorithm`: RS256 or PS256, which the header need not name.
    QString sign(const QJsonObject &header, const QJsonObject &claims, const QString &algorithm) const;

private:
    std::shared_ptr<void> m_key; ///< EVP_PKEY
    QByteArray m_pem;
    QByteArray m_sha256;
    QByteArray m_sha1;
};
