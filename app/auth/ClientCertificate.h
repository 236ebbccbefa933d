#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QDateTime>

#include <memory>
#include <optional>

namespace waybill {

/// A certificate and its private key (RSA), for signing what proves an application. Copies share both; any thread.
class ClientCertificate
{
public:
    /// Reads a PFX file, or a PEM file with certificate and key in any order and others of a chain beside them. Secret
    /// with a sentence: no such file or unreadable, no certificate, no key, a key that belongs to another certificate
    /// or cannot sign, a passphrase that is missing or wrong: then `wantsPassphrase` is set.
    static Result<ClientCertificate> load(const QString &path, const std::optional<QString> &passphrase,
                                          bool *wantsPassphrase);

    QDateTime fromUtc() const { return m_fromUtc; }
    QDateTime untilUtc() const { return m_untilUtc; }
    QByteArray thumbprint() const { return m_thumbprint; } ///< SHA-256 of the certificate, 32 bytes
    /// RSASSA-PSS with SHA-256, as PS256 wants it.
    Result<QByteArray> sign(const QByteArray &text) const;

private:
    struct Parts;
    explicit ClientCertificate(std::shared_ptr<const Parts> parts);

    std::shared_ptr<const Parts> m_parts;
    QDateTime m_fromUtc, m_untilUtc;
    QByteArray m_thumbprint;
};

} // namespace waybill
