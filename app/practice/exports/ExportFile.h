// Data packages made from what the environment holds.
#pragma once

#include "app/practice/data/SourceFormat.h"

#include <QString>
#include <QStringList>

namespace practice::odata {
class Service;
}

namespace practice {

/// What is wanted. The same order gives the same file.
struct ExportOrder {
    QString project;      ///< the data project's name, for the manifest
    QStringList entities; ///< labels
    QString company;
    SourceFormat format = SourceFormat::Csv; ///< ByContent: CSV
    qint64 rows = -1;                        ///< of each entity at most; -1: all there are
    qint64 changed = 0;                      ///< so many rows of each entity have another text than /data shows
    qint64 missing = 0;                      ///< so many are left out
    quint64 run = 0;                         ///< which ones, and what the text is
};

/// A package on disk, or why there is none.
struct MadeExport {
    qint64 records = 0;
    QString problem; ///< a sentence; empty where it was made
};

/// Writes a zip with manifest, header and one file an entity to `path`, rows in the order of their keys. Columns are
/// those that the entity's import knows, so that the package may be imported again; all where there is no import.
MadeExport makeExport(const odata::Service &service, const ExportOrder &order, const QString &path);

} // namespace practice
