#pragma once

#include "app/packages/FileDigest.h"

#include <QStringList>

namespace waybill {

/// A package that came whole.
struct CheckedPackage {
    FileDigest digest;
    qint64 entries = 0;
    QStringList entities; ///< labels of its manifest; none where it has none that can be read
};

/// Whether a file is a sound zip: directory, length and CRC of every entry; and what it is. BadInput when it is none,
/// Storage when it cannot be read, Cancelled. Blocks; any thread.
Result<CheckedPackage> checkPackage(const QString &path, const std::stop_token &stop);

} // namespace waybill
