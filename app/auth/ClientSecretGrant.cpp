#include "app/auth/ClientSecretGrant.h"

#include "app/environments/SecretOwner.h"

namespace waybill {
using namespace Qt::StringLiterals;

ClientSecretGrant::ClientSecretGrant(Environment environment, SecretStore *secrets)
    : m_environment(std::move(environment)), m_secrets(secrets)
{
}

QCoro::Task<Result<TokenForm>> ClientSecretGrant::form()
{
    const auto secret =
        co_await m_secrets->secret(m_environment.name, SecretKind::ClientSecret, secretOwner(m_environment));
    if (!secret)
        co_return fail(secret.error());
    co_return TokenForm{{{u"grant_type"_s, u"client_credentials"_s},
                         {u"client_id"_s, m_environment.clientId},
                         {u"client_secret"_s, *secret},
                         scopeField(m_environment, Who::Application)},
                        {*secret}};
}

QCoro::Task<std::optional<Error>> ClientSecretGrant::refused(Error error)
{
    m_secrets->refused(m_environment.name);
    co_return std::optional<Error>(std::move(error));
}

} // namespace waybill
