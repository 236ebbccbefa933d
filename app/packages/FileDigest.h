#pragma once

#include "app/base/Error.h"

#include <QString>

#include <stop_token>

namespace waybill {

/// A file's length and content.
struct FileDigest {
    qint64 bytes = 0;
    QString sha256; ///< lower-case hex
};

/// Storage when it cannot be read; Cancelled. Blocks; any thread.
Result<FileDigest> fileDigest(const QString &path, const std::stop_token &stop = {});

} // namespace waybill
