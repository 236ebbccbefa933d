#pragma once

#include "app/environments/exchange/ImportedEnvironments.h"

namespace waybill {

class EnvironmentStore;

/// What becomes of those in a file whose name is there already.
enum class TakenName { Skip, Rename };

/// What an import adds to the environments that are there.
struct ImportPlan {
    QList<Environment> fresh;        ///< under the names they get
    QHash<QString, QString> secrets; ///< client secrets of those, for the keychain only
    QStringList skipped;             ///< names that are there already
};

/// Reads a file; errors are importedFrom()'s with the file's name, and BadInput when it cannot be read.
Result<ImportedEnvironments> importedFile(const QString &path);

ImportPlan planImport(const EnvironmentStore &store, const ImportedEnvironments &imported, TakenName taken);

/// What is to be said of a client secret that stood in the file and was to be kept; no secret in it.
QString noteOfSecret(const QString &environment, const Result<void> &kept);

} // namespace waybill
