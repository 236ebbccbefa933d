#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"

#include <qcorotask.h>

namespace waybill {

/// What an import came to.
struct ImportDone {
    QStringList added; ///< names, as they are saved
    QStringList notes; ///< sentences: what was not carried over or guessed, and what became of secrets
};

/// Takes the environments of a file into the profile: of Waybill, of Postman, or jobs of the Recurring Integrations
/// Scheduler. Those whose name is there already are skipped; client secrets go to the keychain, else they are kept
/// until the program ends. BadInput and Storage when nothing was added. Both outlive the call.
QCoro::Task<Result<ImportDone>> importEnvironments(EnvironmentStore *environments, SecretStore *secrets, QString path);

/// Writes all but those of the program itself to a file to be shared, without secrets. Gives their number; Storage.
Result<qsizetype> exportEnvironments(const EnvironmentStore &environments, const QString &path);

} // namespace waybill
