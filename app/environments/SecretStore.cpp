#include "app/environments/SecretStore.h"

#include "app/base/Wakeup.h"
#include "app/environments/Keychain.h"
#include "app/environments/SplitEntries.h"

#include <QDir>
#include <QFileInfo>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array kinds{SecretKind::ClientSecret, SecretKind::Passphrase, SecretKind::RefreshToken,
                           SecretKind::ProxyPassword};

/// What its entry in the keychain begins with.
QString entryWord(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ClientSecret:
        return u"environment"_s;
    case SecretKind::Passphrase:
        return u"certificate of"_s;
    case SecretKind::RefreshToken:
        return u"sign-in to"_s;
    case SecretKind::ProxyPassword:
        return u"proxy of"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(SecretKind kind)
{
    switch (kind) {
    case SecretKind::ClientSecret:
        return u"client secret"_s;
    case SecretKind::Passphrase:
        return u"passphrase of the certificate"_s;
    case SecretKind::RefreshToken:
        return u"sign-in"_s;
    case SecretKind::ProxyPassword:
        return u"password for the proxy"_s;
    }
    Q_UNREACHABLE();
}

/// What the entry of a bound secret begins with, before the owner and a space; no secret of a person does.
const QString boundMark = u"\u0001for "_s;

QString ownerWords(SecretKind kind)
{
    return kind == SecretKind::ProxyPassword ? u"another proxy or user"_s
                                             : u"another authority, tenant or application"_s;
}

/// `trouble` is the keychain's, where it has some.
QString reasonOf(const QString &environment, SecretKind kind, const Error *trouble)
{
    if (trouble)
        return trouble->message;
    return u"The %1 of “%2” is missing on this computer."_s.arg(nameOf(kind), environment);
}

tl::unexpected<Error> nothingThere(const QString &environment, SecretKind kind, const Error *trouble)
{
    QString sentence = reasonOf(environment, kind, trouble);
    switch (kind) {
    case SecretKind::ClientSecret:
        sentence +=
            u" Set %2, or save the client secret with “%1”."_s.arg(environment, SecretStore::variableName(environment));
        break;
    case SecretKind::Passphrase:
    case SecretKind::ProxyPassword:
        sentence += u" Save the %1 with it."_s.arg(nameOf(kind));
        break;
    case SecretKind::RefreshToken:
        sentence = (trouble ? trouble->message + u' ' : QString()) +
                   u"Nobody is signed in to “%1” on this computer: sign in first."_s.arg(environment);
        break;
    }
    return fail(ErrorKind::Secret, sentence, trouble ? trouble->detail : QString());
}
} // namespace

SecretStore::SecretStore(const QString &profileFolder, Ask ask, std::shared_ptr<SecretEntries> keychain)
    : m_ask(std::move(ask)), m_keychain(std::move(keychain))
{
    if (!m_keychain)
        m_keychain = std::make_shared<SplitEntries>(std::make_shared<Keychain>());
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

QString SecretStore::keyOf(const QString &environment, SecretKind kind) const
{
    return u"%1/%2 in %3"_s.arg(entryWord(kind), environment, m_profile);
}

QString SecretStore::Held::entry() const
{
    return owner.isEmpty() ? secret : boundMark + owner + u' ' + secret;
}

SecretStore::Held SecretStore::Held::from(const QString &entry)
{
    const qsizetype end = entry.startsWith(boundMark) ? entry.indexOf(u' ', boundMark.size()) : -1;
    if (end < 0)
        return {entry, {}};
    return {entry.mid(end + 1), entry.mid(boundMark.size(), end - boundMark.size())};
}

std::optional<QString> SecretStore::withoutKeychain(const QString &environment, SecretKind kind,
                                                    const QString &owner) const
{
    const auto kept = m_session.constFind(keyOf(environment, kind));
    if (kept != m_session.cend() && kept->isFor(owner))
        return kept->secret;
    if (kind != SecretKind::ClientSecret)
        return std::nullopt;
    const QByteArray variable = variableName(environment).toLatin1();
    if (QString value = qEnvironmentVariable(variable.constData()); !value.isEmpty())
        return value;
    return std::nullopt;
}

QCoro::Task<Result<std::optional<QString>>> SecretStore::inKeychain(QString environment, SecretKind kind, QString owner)
{
    const QString key = keyOf(environment, kind);
    const auto keychain = m_keychain;
    const int changes = m_changes;
    const auto kept = co_await keychain->read(key);
    if (!kept || !*kept)
        co_return kept;
    Held held = Held::from(**kept);
    if (held.secret.isEmpty())
        co_return std::optional<QString>();
    if (!held.isFor(owner)) {
        co_return fail(ErrorKind::Secret, u"The %1 of “%2” that is kept on this computer was saved for %3."_s.arg(
                                              nameOf(kind), environment, ownerWords(kind)));
    }
    if (held.owner.isEmpty() && !owner.isEmpty() && changes == m_changes) {
        held.owner = owner;
        const QString entry = held.entry();
        co_await keychain->write(key, entry); // else it is bound another time
    }
    co_return std::optional<QString>(held.secret);
}

QCoro::Task<Result<QString>> SecretStore::secret(QString environment, SecretKind kind, QString owner)
{
    if (const auto known = withoutKeychain(environment, kind, owner)) {
        const auto kept = m_session.find(keyOf(environment, kind));
        if (kept != m_session.end() && kept->owner.isEmpty())
            kept->owner = owner;
        co_return *known;
    }
    const auto kept = co_await inKeychain(environment, kind, owner);
    if (kept && *kept)
        co_return **kept;
    const Error *const trouble = kept ? nullptr : &kept.error();
    if (m_ask && kind != SecretKind::RefreshToken) {
        const auto answer = co_await ask(environment, kind, owner, reasonOf(environment, kind, trouble));
        if (answer)
            co_return *answer;
    }
    co_return nothingThere(environment, kind, trouble);
}

QCoro::Task<std::optional<QString>> SecretStore::ask(QString environment, SecretKind kind, QString owner, QString why)
{
    const QString key = keyOf(environment, kind);
    if (const auto asking = m_asking.value(key)) {
        co_await qCoro(asking.get(), &Wakeup::woken);
        co_return withoutKeychain(environment, kind, owner);
    }
    const auto asking = std::make_shared<Wakeup>();
    m_asking.insert(key, asking);
    m_why.insert(key, why);
    const auto answer = co_await m_ask(environment, kind);
    if (answer && !answer->isEmpty()) {
        keepForSession(environment, *answer, kind, owner);
        m_asked.insert(key);
    }
    m_asking.remove(key);
    m_why.remove(key);
    asking->wake();
    co_return withoutKeychain(environment, kind, owner);
}

QString SecretStore::whyAsked(const QString &environment, SecretKind kind) const
{
    return m_why.value(keyOf(environment, kind));
}

QCoro::Task<bool> SecretStore::has(QString environment, SecretKind kind, QString owner)
{
    if (withoutKeychain(environment, kind, owner))
        co_return true;
    const auto keychain = m_keychain;
    const auto kept = co_await keychain->read(keyOf(environment, kind));
    const QString entry = kept ? kept->value_or(QString()) : QString();
    const Held held = Held::from(entry);
    co_return !held.secret.isEmpty() && held.isFor(owner);
}

QCoro::Task<Result<void>> SecretStore::keep(QString environment, QString secret, SecretKind kind, QString owner)
{
    if (secret.isEmpty()) {
        co_return fail(ErrorKind::BadInput, kind == SecretKind::ClientSecret
                                                ? u"The client secret is empty. Give the secret's value, not its id."_s
                                                : u"What is to be kept in the keychain is empty."_s);
    }
    ++m_changes;
    const QString key = keyOf(environment, kind);
    const auto keychain = m_keychain;
    const Held held{secret, owner};
    const QString entry = held.entry();
    const auto written = co_await keychain->write(key, entry);
    if (written)
        m_asked.remove(key), m_session.remove(key);
    co_return written;
}

QCoro::Task<Result<void>> SecretStore::forget(QString environment, SecretKind kind)
{
    ++m_changes;
    const QString key = keyOf(environment, kind);
    m_session.remove(key);
    m_asked.remove(key);
    if (!m_keychain->isPossible())
        co_return Result<void>();
    const auto keychain = m_keychain;
    const auto removed = co_await keychain->remove(key);
    co_return removed;
}

QCoro::Task<Result<void>> SecretStore::forget(QString environment)
{
    Result<void> all;
    for (const SecretKind kind : kinds) {
        const auto removed = co_await forget(environment, kind);
        if (!removed && all)
            all = removed;
    }
    co_return all;
}

QCoro::Task<Result<void>> SecretStore::forgetAll(QStringList environments)
{
    m_session.clear();
    m_asked.clear();
    Result<void> all;
    for (const QString &environment : environments) {
        const auto removed = co_await forget(environment);
        if (!removed && all)
            all = removed;
    }
    co_return all;
}

void SecretStore::forgetSession(const QString &environment)
{
    for (const SecretKind kind : kinds) {
        m_session.remove(keyOf(environment, kind));
        m_asked.remove(keyOf(environment, kind));
    }
}

void SecretStore::renameSession(const QString &before, const QString &after)
{
    for (const SecretKind kind : kinds) {
        const QString old = keyOf(before, kind);
        const bool asked = m_asked.remove(old);
        const Held held = m_session.take(old);
        if (held.secret.isEmpty())
            continue;
        keepForSession(after, held.secret, kind, held.owner);
        if (asked)
            m_asked.insert(keyOf(after, kind));
    }
}

QCoro::Task<Result<void>> SecretStore::rename(QString before, QString after)
{
    ++m_changes;
    renameSession(before, after);
    Result<void> all;
    for (const SecretKind kind : kinds) {
        const QString old = keyOf(before, kind);
        if (!m_keychain->isPossible())
            continue;
        const auto keychain = m_keychain;
        const auto kept = co_await keychain->read(old);
        if (kept && *kept && !(*kept)->isEmpty()) {
            const auto written = co_await keychain->write(keyOf(after, kind), **kept);
            const Held held = Held::from(**kept);
            if (!written)
                keepForSession(after, held.secret, kind, held.owner);
            if (!written && all)
                all = written;
        } else if (!kept && all) {
            all = fail(kept.error());
        }
    }
    const auto forgotten = co_await forget(before);
    if (!forgotten && all)
        all = forgotten;
    co_return all;
}

void SecretStore::keepForSession(const QString &environment, const QString &secret, SecretKind kind,
                                 const QString &owner)
{
    m_session.insert(keyOf(environment, kind), Held{secret, owner});
    m_asked.remove(keyOf(environment, kind));
}

void SecretStore::refused(const QString &environment, SecretKind kind)
{
    if (m_asked.remove(keyOf(environment, kind)))
        m_session.remove(keyOf(environment, kind));
}

} // namespace waybill
