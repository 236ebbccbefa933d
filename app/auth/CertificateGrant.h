#pragma once

#include "app/auth/ClientCertificate.h"
#include "app/auth/GrantRequest.h"
#include "app/base/Clock.h"
#include "app/environments/SecretStore.h"

#include <memory>

namespace waybill {

/// An application proves itself by its certificate: it signs an assertion (JWT, PS256) for every token request. The
/// certificate's file is read anew for each, so that a renewed one is used at once.
class CertificateGrant final : public GrantRequest
{
public:
    /// `secrets` outlives this.
    CertificateGrant(Environment environment, SecretStore *secrets, std::shared_ptr<const Clock> clock);

    QCoro::Task<Result<TokenForm>> form() override;
    QDateTime credentialUntilUtc() const override { return m_untilUtc; }

private:
    const Environment m_environment;
    SecretStore *m_secrets;
    std::shared_ptr<const Clock> m_clock;
    QDateTime m_untilUtc;
};

/// The environment's certificate, opened with the passphrase of the keychain where it needs one. Secret with what is
/// wrong: file, passphrase, key.
QCoro::Task<Result<ClientCertificate>> openCertificate(Environment environment, SecretStore *secrets);

/// What an application signs to prove itself at `audience`, a token endpoint (protocol.md section 1): good for five
/// minutes from `nowUtc` on, never the same twice. Secret when the key cannot sign.
Result<QByteArray> clientAssertion(const ClientCertificate &certificate, const QString &clientId, const QUrl &audience,
                                   const QDateTime &nowUtc);

} // namespace waybill
