#pragma once

#include "app/base/Error.h"

#include <QStringList>

namespace waybill {

/// What a zip that somebody else made may ask for before it is refused. Each can be changed by its name.
struct ArchiveLimits {
    qint64 bytes = qint64(8) << 30; ///< unpacked, all entries together
    qint64 entries = 100'000;       ///< files and folders
    qint64 ratio = 200;             ///< times its packed size that an entry, or all together, unpack to …
    qint64 ratioFrom = 50 << 20;    ///< … asked only above so many bytes
    qint64 depth = 100;             ///< parts of a name, folders and the file
    qint64 nameBytes = 255;         ///< of one part of a name, in UTF-8

    bool operator==(const ArchiveLimits &) const = default;

    /// The words for `set`: bytes, entries, ratio, ratioFrom, depth, nameBytes.
    static QStringList names();
    /// Changes one: `ratio=500`. Usage when there is no such limit, or the value is no whole number above 0.
    Result<void> set(const QString &nameAndValue);
};

} // namespace waybill
