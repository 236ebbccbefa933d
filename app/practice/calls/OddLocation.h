// Answers of a dequeue or of GetExportedPackageUrl whose address is not what it should be.
#pragma once

#include "app/practice/exports/Export.h"
#include "app/practice/faults/Fault.h"

namespace practice {

struct Context;

bool isLocationShape(const QString &shape);

/// Changes the answer as the fault's `shape` says.
void makeOdd(QJsonObject &answer, const Fault &fault, const Context &context, const Export &made);

} // namespace practice
