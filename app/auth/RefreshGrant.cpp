#include "app/auth/RefreshGrant.h"

#include "app/auth/KeptSignIn.h"

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

RefreshGrant::RefreshGrant(Environment environment, SecretStore *secrets)
    : m_environment(std::move(environment)), m_secrets(secrets)
{
}

QCoro::Task<Result<TokenForm>> RefreshGrant::form()
{
    const auto kept = co_await keptSignIn(m_secrets, m_environment);
    if (!kept)
        co_return fail(kept.error());
    m_used = kept->refreshToken;
    m_person = kept->person;
    co_return TokenForm{{{u"grant_type"_s, u"refresh_token"_s},
                         {u"client_id"_s, m_environment.clientId},
                         {u"refresh_token"_s, kept->refreshToken},
                         scopeField(m_environment, Who::Person)},
                        {kept->refreshToken}};
}

QCoro::Task<void> RefreshGrant::granted(TokenAnswer answer)
{
    const QString used = std::exchange(m_used, {});
    const QString person = personIn(answer);
    if (!person.isEmpty())
        m_person = person;
    if (answer.refreshToken.isEmpty() || answer.refreshToken == used)
        co_return;
    const int forgotten = m_forgotten;
    const KeptSignIn signIn{m_person, answer.refreshToken};
    co_await keepSignIn(m_secrets, m_environment, signIn);
    if (forgotten != m_forgotten) // signed out meanwhile
        co_await m_secrets->forget(m_environment.name, SecretKind::RefreshToken);
}

QCoro::Task<std::optional<Error>> RefreshGrant::refused(Error error)
{
    const QString used = std::exchange(m_used, {});
    const auto kept = co_await keptSignIn(m_secrets, m_environment);
    if (kept && kept->refreshToken != used)
        co_return std::nullopt;
    if (!error.serviceCode.isEmpty() && !error.message.contains("Sign in again"_L1)) {
        error.message =
            u"The sign-in to “%1” no longer holds (%2). Sign in again."_s.arg(m_environment.name, error.serviceCode);
    }
    co_return std::optional<Error>(std::move(error));
}

void RefreshGrant::forget()
{
    ++m_forgotten;
    m_used.clear();
    m_person.clear();
}

} // namespace waybill
