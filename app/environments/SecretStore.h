#pragma once

#include "app/base/Error.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>
#include <qcorotask.h>

#include <functional>
#include <memory>
#include <optional>

namespace waybill {

class SecretEntries;
class Wakeup;

/// What a secret of an environment is for; each has an entry of its own.
enum class SecretKind {
    ClientSecret,
    Passphrase,    ///< of the client certificate's private key
    RefreshToken,  ///< of the person who signed in
    ProxyPassword, ///< of the proxy's user
};

/// The secrets of environments: first those of this session (memory), such as the secret of a practice environment that
/// this program started, then for client secrets `WAYBILL_SECRET_<NAME>` of the process's environment, then the OS
/// keychain (QtKeychain), then, but for refresh tokens, `ask`. Nothing is ever written anywhere else. One thread.
///
/// An `owner` (secretOwner()) binds a secret: kept with one it is there for the same one only, since another program
/// may edit the file of environments. What was kept without one is there for anybody, and bound to the first who gets
/// it. Without an owner nothing is asked about it.
class SecretStore
{
public:
    /// Asks a person (terminal or dialog); nothing when nobody can be asked or they cancelled.
    using Ask = std::function<QCoro::Task<std::optional<QString>>(QString environment, SecretKind kind)>;

    /// Entries of the keychain are named after the profile too: two profiles may each have a *Test* of their own.
    /// `keychain` is the system's unless one is given.
    explicit SecretStore(const QString &profileFolder, Ask ask = {}, std::shared_ptr<SecretEntries> keychain = {});
    ~SecretStore();

    QString profileFolder() const { return m_profile; }
    /// ErrorKind::Secret with what to do when there is none. What a person was asked for is kept for the session; they
    /// are asked once however many wait for it.
    QCoro::Task<Result<QString>> secret(QString environment, SecretKind kind = SecretKind::ClientSecret,
                                        QString owner = {});
    /// Why a person is asked, as one sentence: the keychain is locked or missing, or has no such entry on this
    /// computer, or one of another owner. Holds while they are asked.
    QString whyAsked(const QString &environment, SecretKind kind) const;
    /// Whether a secret is to be had without asking a person. False also when the keychain is locked.
    QCoro::Task<bool> has(QString environment, SecretKind kind = SecretKind::ClientSecret, QString owner = {});
    /// Writes to the keychain; ErrorKind::Secret when there is none or it is locked. BadInput for an empty secret.
    QCoro::Task<Result<void>> keep(QString environment, QString secret, SecretKind kind = SecretKind::ClientSecret,
                                   QString owner = {});
    /// Removes it from keychain and session; fine when there was none or there is no keychain.
    QCoro::Task<Result<void>> forget(QString environment, SecretKind kind);
    /// Likewise all secrets of the environment; the first trouble, when the others were tried too.
    QCoro::Task<Result<void>> forget(QString environment);
    /// Likewise those of all these environments, and whatever this session knows.
    QCoro::Task<Result<void>> forgetAll(QStringList environments);
    /// Likewise what is in memory only, as when another program removed the environment.
    void forgetSession(const QString &environment);
    /// What is in memory only goes along when this program gives the environment another name.
    void renameSession(const QString &before, const QString &after);
    /// The environment has another name: its secrets go with it. As keep; what could not be kept is for this session.
    QCoro::Task<Result<void>> rename(QString before, QString after);
    /// In memory, until the program ends.
    void keepForSession(const QString &environment, const QString &secret, SecretKind kind = SecretKind::ClientSecret,
                        const QString &owner = {});
    /// The service refused the secret: when a person was asked for it, they are asked again next time.
    void refused(const QString &environment, SecretKind kind = SecretKind::ClientSecret);

    /// `WAYBILL_SECRET_` and the name in capitals, other characters than A–Z and 0–9 as `_`.
    static QString variableName(const QString &environment);

private:
    /// A secret and whom it is bound to; to nobody yet where that is empty.
    struct Held {
        QString secret;
        QString owner;
        /// As an entry of the keychain, and back.
        QString entry() const;
        static Held from(const QString &entry);
        bool isFor(const QString &wanted) const { return owner.isEmpty() || wanted.isEmpty() || owner == wanted; }
    };

    QString keyOf(const QString &environment, SecretKind kind) const;
    std::optional<QString> withoutKeychain(const QString &environment, SecretKind kind, const QString &owner) const;
    QCoro::Task<std::optional<QString>> ask(QString environment, SecretKind kind, QString owner, QString why);
    /// What the keychain holds for this owner; ErrorKind::Secret also when it holds another's.
    QCoro::Task<Result<std::optional<QString>>> inKeychain(QString environment, SecretKind kind, QString owner);

    QString m_profile;
    Ask m_ask;
    QHash<QString, Held> m_session;                   ///< by keyOf
    QSet<QString> m_asked;                            ///< those of them that a person typed
    QHash<QString, std::shared_ptr<Wakeup>> m_asking; ///< by keyOf, while a person is asked
    QHash<QString, QString> m_why;                    ///< they are
    std::shared_ptr<SecretEntries> m_keychain;
    int m_changes = 0; ///< how often something was kept or forgotten
};

} // namespace waybill
