#include "app/auth/TokenSources.h"

#include "app/auth/CertificateGrant.h"
#include "app/auth/ClientSecretGrant.h"
#include "app/auth/RefreshGrant.h"
#include "app/environments/SecretOwner.h"

namespace waybill {

std::unique_ptr<GrantRequest> grantRequest(const Environment &environment, SecretStore *secrets,
                                           std::shared_ptr<const Clock> clock,
                                           std::function<void(const QString &sentence)> notKept)
{
    switch (environment.grant) {
    case Grant::ClientSecret:
        return std::make_unique<ClientSecretGrant>(environment, secrets);
    case Grant::Certificate:
        return std::make_unique<CertificateGrant>(environment, secrets, std::move(clock));
    case Grant::Interactive:
    case Grant::DeviceCode:
        return std::make_unique<RefreshGrant>(environment, secrets, std::move(notKept));
    }
    Q_UNREACHABLE();
}

std::shared_ptr<Transport> transportFor(const Environment &environment, SecretStore *secrets, HttpLog *log)
{
    const QString name = environment.name;
    const QString owner = secretOwner(environment, SecretKind::ProxyPassword);
    return std::make_shared<Transport>(
        name, log, environment.trust(),
        ProxyUse{environment.proxy,
                 [secrets, name, owner] { return secrets->secret(name, SecretKind::ProxyPassword, owner); },
                 [secrets, name] { secrets->refused(name, SecretKind::ProxyPassword); }});
}

} // namespace waybill
