// Private keys and their certificates, made with OpenSSL.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace practice {

/// What a certificate is to say.
struct CertificateOrder {
    QString commonName;
    QStringList hosts;        ///< names, and addresses written as IP:…
    bool isAuthority = false; ///< may sign others
    bool isRsa = false;       ///< RSA of 2048 bits, which takes a good part of a second to make; otherwise P-256
    qint64 fromSeconds = -3600;
    qint64 untilSeconds = 365LL * 24 * 3600; ///< both from now
};

/// A private key with its certificate. Copies share both.
class KeyPair
{
public:
    /// Signed by `issuer`, or by itself where that is null.
    static KeyPair make(const CertificateOrder &order, const KeyPair *issuer = nullptr);
    /// Nothing where the texts are no such pair.
    static std::optional<KeyPair> fromPem(const QByteArray &certificate, const QByteArray &key);

    QByteArray certificatePem() const;
    QByteArray keyPem() const;
    /// PKCS #12 with that passphrase.
    QByteArray pfx(const QByteArray &passphrase) const;

    /// EVP_PKEY and X509, for OpenSSL's own functions.
    void *key() const { return m_key.get(); }
    void *certificate() const { return m_certificate.get(); }

private:
    KeyPair(void *key, void *certificate);

    std::shared_ptr<void> m_key;
    std::shared_ptr<void> m_certificate;
};

} // namespace practice
