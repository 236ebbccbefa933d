#pragma once

#include "app/base/Error.h"

#include <QHash>
#include <QSet>
#include <QString>
#include <qcorotask.h>

#include <functional>
#include <memory>
#include <optional>

namespace waybill {

class Keychain;

/// Client secrets: first those of this session (memory), such as the secret of a practice environment that this program
/// started, then `WAYBILL_SECRET_<NAME>` of the process's environment, then the OS keychain (QtKeychain), then `ask`. Nothing is ever written anywhere else. One thread.
class SecretStore
{
public:
    /// Asks a person (terminal or dialog); nothing when nobody can be asked or they cancelled.
    using Ask = std::function<QCoro::Task<std::optional<QString>>(QString environment)>;

    /// Entries of the keychain are named after the profile too: two profiles may each have a *Test* of their own.
    explicit SecretStore(const QString &profileFolder, Ask ask = {});
    ~SecretStore();

    /// ErrorKind::Secret with what to do when there is none. What a person was asked for is kept for the session.
    QCoro::Task<Result<QString>> secret(QString environment);
    /// Whether a secret is to be had without asking a person. False also when the keychain is locked.
    QCoro::Task<bool> has(QString environment);
    /// Writes to the keychain; ErrorKind::Secret when there is none or it is locked. BadInput for an empty secret.
    QCoro::Task<Result<void>> keep(QString environment, QString secret);
    /// Removes it from keychain and session; fine when there was none or there is no keychain.
    QCoro::Task<Result<void>> forget(QString environment);
    /// In memory, until the program ends.
    void keepForSession(const QString &environment, const QString &secret);
    /// The service refused the secret: when a person was asked for it, they are asked again next time.
    void refused(const QString &environment);

    /// `WAYBILL_SECRET_` and the name in capitals, other characters than A–Z and 0–9 as `_`.
    static QString variableName(const QString &environment);

private:
    QString keyOf(const QString &environment) const;
    std::optional<QString> withoutKeychain(const QString &environment) const;

    QString m_profile;
    Ask m_ask;
    QHash<QString, QString> m_session;
    QSet<QString> m_asked; ///< whose session secret a person typed
    std::shared_ptr<Keychain> m_keychain;
};

} // namespace waybill
