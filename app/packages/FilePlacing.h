#pragma once

#include "app/base/Error.h"

#include <QString>

namespace waybill {

/// Gives the file `part` the name `wanted` below `folder`, durably, or with a number where another file stands there; a
/// file with the same content (`sha256`, lower-case hex) is taken for this one, and `part` removed. The folders of
/// `wanted` are made. Nothing is ever overwritten. The answer is the name below the folder. Storage. Any thread.
Result<QString> placeFile(const QString &part, const QString &folder, const QString &wanted, const QString &sha256);

/// What a person reads where a package cannot be written at `path`.
tl::unexpected<Error> notStored(const QString &path, const QString &reason);

} // namespace waybill
