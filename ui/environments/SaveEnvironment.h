#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"

#include <QMap>
#include <qcorotask.h>

namespace waybill {

/// What a form brought.
struct EnvironmentChange {
    QString before; ///< its name until now; empty for a new one
    Environment environment;
    QMap<SecretKind, QString> secrets; ///< those that were typed
};

/// Saves it: first the file, atomically, then what goes into the keychain under its name. Storage, Conflict and the
/// like when nothing was saved. Its value is what could not be done besides, in a sentence: a secret that no keychain
/// takes is kept until the program ends, and one that belongs to another authority, application or proxy was forgotten.
/// Both outlive the call.
QCoro::Task<Result<QString>> saveEnvironment(EnvironmentStore *environments, SecretStore *secrets,
                                             EnvironmentChange change);

/// Removes it and its secrets. The value is what could not be done besides, in a sentence.
QCoro::Task<Result<QString>> removeEnvironment(EnvironmentStore *environments, SecretStore *secrets, QString name);

} // namespace waybill
