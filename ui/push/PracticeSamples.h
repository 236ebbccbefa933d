#pragma once

#include "app/base/Error.h"
#include "app/environments/Environment.h"

namespace waybill {

/// A file to try the practice environment with.
struct PracticeSample {
    QString file;   ///< its name
    QString job;    ///< the practice environment's job that takes it
    QString entity; ///< the label of the entity it holds; empty for a data package
    QString told;   ///< what is in it and what becomes of it
};

/// The files behind *Push the sample* and *Push the failing sample*, then those of *More samples*.
const QList<PracticeSample> &practiceSamples();

/// The job that takes the sample: the one of that name, else one for its entity or for packages; null when there is
/// none.
const DataJob *jobFor(const PracticeSample &sample, const Environment &environment);

/// Puts the sample as a file of its own name into `folder` (made when missing) and gives its path.
Result<QString> practiceSampleFile(const PracticeSample &sample, const QString &folder);

} // namespace waybill
