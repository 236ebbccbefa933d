#pragma once

#include "app/environments/Environment.h"

#include <QHash>

namespace waybill {

/// What a file of environments holds that Waybill can use. All of it passed check(); no two have the same name.
struct ImportedEnvironments {
    enum class Source { Waybill, PostmanEnvironment, PostmanCollection, RisJobs };
    Source source = Source::Waybill;
    QList<Environment> environments;
    QHash<QString, QString> secrets; ///< client secrets that stood in it, by environment: for the keychain only
    QStringList notes;               ///< sentences: what was not carried over or guessed; no secret in them
};

/// `waybill`, `postman-environment`, `postman-collection`, `ris`.
QString word(ImportedEnvironments::Source source);

/// Reads what `environments export` wrote, a Postman environment or collection (JSON), or a job configuration of the
/// Recurring Integrations Scheduler (Quartz XML). `title` names what has no name of its own, such as the file's name.
/// The bytes may be anybody's. BadInput when they are none of these, hold nothing that can be used (but for the
/// export of a profile without environments), or are of a newer version.
Result<ImportedEnvironments> importedFrom(const QByteArray &bytes, const QString &title);

/// `name`, or `name (2)` and so on: the first that is not `taken`.
template <class Taken>
QString freeName(const QString &name, Taken taken)
{
    QString free = name;
    for (int i = 2; taken(free); ++i) {
        const QString suffix = QStringLiteral(" (%1)").arg(i);
        free = name.left(100 - suffix.size()).trimmed() + suffix;
    }
    return free;
}

} // namespace waybill
