// X.509 certificates of applications, over OpenSSL.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>

#include <memory>

namespace practice {

/// A certificate that an application is registered with: names it, and checks signatures made with its key.
class Certificate
{
public:
    /// All certificates of a PEM text, in its order; what is none of them is passed over.
    static QList<Certificate> allFrom(const QByteArray &pem);

    /// base64url of the DER form's SHA-256, and of its SHA-1.
    QByteArray sha256() const { return m_sha256; }
    QByteArray sha1() const { return m_sha1; }
    QDateTime validUntil() const { return m_validUntil; }

    /// `algorithm`: RS256 or PS256; false for every other one.
    bool hasSigned(const QByteArray &text, const QByteArray &signature, const QString &algorithm) const;

private:
    std::shared_ptr<void> m_key; ///< EVP_PKEY
    QByteArray m_sha256;
    QByteArray m_sha1;
    QDateTime m_validUntil;
};

} // namespace practice
