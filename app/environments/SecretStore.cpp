#include "app/environments/SecretStore.h"

#include "app/environments/Keychain.h"

#include <QDir>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
tl::unexpected<Error> nothingThere(const QString &environment, const QString &why, const QString &detail)
{
    return fail(ErrorKind::Secret,
                u"There is no client secret for “%1”%2. Set %3, or save it with the environment."_s.arg(
                    environment, why, SecretStore::variableName(environment)),
                detail);
}
} // namespace

SecretStore::SecretStore(const QString &profileFolder, Ask ask)
    : m_ask(std::move(ask)), m_keychain(std::make_shared<Keychain>())
{
    const QString canonical = QFileInfo(profileFolder).canonicalFilePath();
    m_profile = canonical.isEmpty() ? QDir::cleanPath(QDir(profileFolder).absolutePath()) : canonical;
}

SecretStore::~SecretStore() = default;

QString SecretStore::variableName(const QString &environment)
{
    QString name = u"WAYBILL_SECRET_"_s;
    for (const QChar c : environment) {
        const QChar upper = c.unicode() < 0x80 ? c.toUpper() : c;
        const bool plain = (upper >= u'A' && upper <= u'Z') || (upper >= u'0' && upper <= u'9');
        name += plain ? upper : QChar(u'_');
    }
    return name;
}

QString SecretStore::keyOf(const QString &environment) const
{
    return u"environment/%1 in %2"_s.arg(environment, m_profile);
}

std::optional<QString> SecretStore::withoutKeychain(const QString &environment) const
{
    if (const auto kept = m_session.constFind(environment); kept != m_session.cend())
        return *kept;
    const QByteArray variable = variableName(environment).toLatin1();
    if (QString value = qEnvironmentVariable(variable.constData()); !value.isEmpty())
        return value;
    return std::nullopt;
}

QCoro::Task<Result<QString>> SecretStore::secret(QString environment)
{
    if (const auto known = withoutKeychain(environment))
        co_return *known;
    const auto keychain = m_keychain;
    const auto kept = co_await keychain->read(keyOf(environment));
    if (kept && *kept && !(*kept)->isEmpty())
        co_return **kept;
    if (m_ask) {
        const auto answer = co_await m_ask(environment);
        if (answer && !answer->isEmpty()) {
            keepForSession(environment, *answer);
            m_asked.insert(environment);
            co_return *answer;
        }
    }
    if (!kept)
        co_return nothingThere(environment, u": "_s + kept.error().message.chopped(1), kept.error().detail);
    co_return nothingThere(environment, {}, {});
}

QCoro::Task<bool> SecretStore::has(QString environment)
{
    if (withoutKeychain(environment))
        co_return true;
    const auto keychain = m_keychain;
    const auto kept = co_await keychain->read(keyOf(environment));
    co_return kept && *kept && !(*kept)->isEmpty();
}

QCoro::Task<Result<void>> SecretStore::keep(QString environment, QString secret)
{
    if (secret.isEmpty())
        co_return fail(ErrorKind::BadInput, u"The client secret is empty. Give the secret's value, not its id."_s);
    const auto keychain = m_keychain;
    const auto written = co_await keychain->write(keyOf(environment), secret);
    if (written)
        m_asked.remove(environment), m_session.remove(environment);
    co_return written;
}

QCoro::Task<Result<void>> SecretStore::forget(QString environment)
{
    m_session.remove(environment);
    m_asked.remove(environment);
    if (!Keychain::isPossible())
        co_return Result<void>();
    const auto keychain = m_keychain;
    const auto removed = co_await keychain->remove(keyOf(environment));
    co_return removed;
}

void SecretStore::keepForSession(const QString &environment, const QString &secret)
{
    m_session.insert(environment, secret);
    m_asked.remove(environment);
}

void SecretStore::refused(const QString &environment)
{
    if (m_asked.remove(environment))
        m_session.remove(environment);
}

} // namespace waybill
