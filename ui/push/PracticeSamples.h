#pragma once

#include "app/base/Error.h"

namespace waybill {

/// The files behind *Push the sample* and *Push the failing sample*.
enum class PracticeSample { Good, Failing };

/// The label of the entity the sample is for: its job is found by it.
QString practiceSampleEntity(PracticeSample sample);

/// Puts the sample as a file of its own name into `folder` (made when missing) and gives its path.
Result<QString> practiceSampleFile(PracticeSample sample, const QString &folder);

} // namespace waybill
