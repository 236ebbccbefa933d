#pragma once

#include "app/environments/Environment.h"

#include <QString>
#include <QStringList>

namespace waybill {

/// What can be said of a file before it is pushed through a job.
struct PayloadFinding {
    QStringList entities; ///< of a data package: the labels its manifest names
    QString trouble;      ///< why it does not fit the job, in a sentence; empty when it does
    QString note;         ///< what is good to know of one that fits: a sentence, the rest on further lines; may be empty
    bool operator==(const PayloadFinding &) const = default;
};

/// Looks at a file's format, and into a package's manifest. A package on a job for single files, or a single file on a
/// job for packages, does not fit; nor does a package that would import nothing (protocol.md section 7). Such a file may
/// be sent all the same, when the operator knows better: the service judges. Blocks for as long as reading the beginning
/// of a file and a manifest takes: use a worker.
PayloadFinding inspectPayload(const QString &path, const DataJob &job);

} // namespace waybill
