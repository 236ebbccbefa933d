#include "app/auth/RefreshGrant.h"

#include "app/auth/KeptSignIn.h"
#include "app/base/Sleep.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLockFile>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// Names of environments may hold what names of files may not.
QString lockPath(const QString &profileFolder, const QString &environment)
{
    const QByteArray mark = QCryptographicHash::hash(environment.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QDir(profileFolder).filePath(u"sign-in-%1.lock"_s.arg(QString::fromLatin1(mark)));
}
} // namespace

RefreshGrant::RefreshGrant(Environment environment, SecretStore *secrets,
                           std::function<void(const QString &sentence)> notKept)
    : m_environment(std::move(environment)), m_secrets(secrets), m_notKept(std::move(notKept))
{
}

QCoro::Task<std::shared_ptr<void>> RefreshGrant::turn(std::stop_token stop)
{
    const auto lock = std::make_shared<QLockFile>(lockPath(m_secrets->profileFolder(), m_environment.name));
    const QDeadlineTimer deadline(m_environment.timeOuts.signIn);
    while (!lock->tryLock(0)) {
        if (lock->error() != QLockFile::LockFailedError || deadline.hasExpired())
            co_return std::shared_ptr<void>(); // nothing can be written there, or somebody is stuck
        const bool waited = co_await sleepFor(50ms, stop);
        if (!waited)
            co_return std::shared_ptr<void>();
    }
    co_return std::shared_ptr<void>(lock);
}

QCoro::Task<Result<TokenForm>> RefreshGrant::form()
{
    const auto kept = co_await keptSignIn(m_secrets, m_environment);
    if (!kept)
        co_return fail(kept.error());
    m_used = kept->refreshToken;
    m_person = kept->person;
    TokenForm form{{{u"grant_type"_s, u"refresh_token"_s},
                    {u"client_id"_s, m_environment.clientId},
                    {u"refresh_token"_s, kept->refreshToken}},
                   {kept->refreshToken}};
    if (!m_asGranted)
        form.fields.append(scopeField(m_environment, Who::Person));
    co_return form;
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
    const auto kept = co_await keepSignIn(m_secrets, m_environment, signIn);
    if (forgotten != m_forgotten) { // signed out meanwhile
        co_await m_secrets->forget(m_environment.name, SecretKind::RefreshToken);
    } else if (!kept && m_notKept) {
        m_notKept(u"%1 The renewed sign-in to “%2” is kept for this session only; somebody may have to sign in again "
                  u"after it."_s.arg(kept.error().message, m_environment.name));
    }
}

QCoro::Task<std::optional<Error>> RefreshGrant::refused(Error error)
{
    const QString used = std::exchange(m_used, {});
    if (error.serviceCode == "invalid_scope"_L1 && !std::exchange(m_asGranted, true))
        co_return std::nullopt;
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
