#pragma once

#include "app/base/Error.h"

#include <QHash>
#include <QString>
#include <qcorotask.h>

#include <functional>
#include <optional>

namespace waybill {

/// Client secrets: first `WAYBILL_SECRET_<NAME>` of the process's environment, then those of this session (memory),
/// then the OS keychain (QtKeychain), then `ask`. Nothing is ever written anywhere else. One thread.
class SecretStore
{
public:
    /// Asks a person (terminal or dialog); nothing when nobody can be asked or they cancelled.
    using Ask = std::function<QCoro::Task<std::optional<QString>>(QString environment)>;

    explicit SecretStore(Ask ask = {});

    /// ErrorKind::Secret with what to do when there is none.
    QCoro::Task<Result<QString>> secret(QString environment);
    /// Whether a secret is to be had without asking a person. False also when the keychain is locked.
    QCoro::Task<bool> has(QString environment);
    /// Writes to the keychain; ErrorKind::Secret when there is none or it is locked.
    QCoro::Task<Result<void>> keep(QString environment, QString secret);
    /// Removes it from keychain and session; fine when there was none.
    QCoro::Task<Result<void>> forget(QString environment);
    /// In memory, until the program ends.
    void keepForSession(const QString &environment, const QString &secret);

    /// `WAYBILL_SECRET_` and the name in capitals, other characters than A–Z and 0–9 as `_`.
    static QString variableName(const QString &environment);

private:
    Ask m_ask;
    QHash<QString, QString> m_session;
};

} // namespace waybill
