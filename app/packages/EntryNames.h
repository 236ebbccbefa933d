#pragma once

#include "app/files/ArchiveListing.h"

#include <QHash>

namespace waybill {

/// Finds the files of a zip by what manifests call them.
class EntryNames
{
public:
    explicit EntryNames(const ArchiveListing &zip);

    /// The place of the file with this name: as written, else without regard to case, else the only one of that name in
    /// any folder; `\` counts as `/`. -1 when there is none, or more than one.
    qsizetype find(const QString &name) const;

private:
    QHash<QString, qsizetype> m_whole; // -1 where several have the name
    QHash<QString, qsizetype> m_folded;
    QHash<QString, qsizetype> m_last;
};

} // namespace waybill
