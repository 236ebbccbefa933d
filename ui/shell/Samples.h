#pragma once

#include "app/base/Error.h"

#include <QString>

namespace waybill {

/// A sample file of the program and the practice job that takes it.
struct Sample {
    QString path; ///< inside the program, `:/samples/…`
    QString job;
};

/// All its rows arrive.
Sample goodSample();
/// 37 of its rows fail, for two reasons.
Sample failingSample();
/// Good, as XML.
Sample xmlSample();

/// Writes a file of the program into `folder`, where it can be pushed from. The path of the copy.
Result<QString> writtenOut(const Sample &sample, const QString &folder);

} // namespace waybill
