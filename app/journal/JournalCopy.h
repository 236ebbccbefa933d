#pragma once

#include "app/base/Error.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>

namespace waybill {

class Connection;

/// Writes a whole, sound and compact copy of an open journal as one file, as it is at this moment; writers beside it go
/// on. The copy is its owner's only and on the disk itself, under its name, when this returns; before that there is
/// nothing under that name, and nothing stays when it fails (Storage). Blocks for as long as reading and writing
/// take, in the connection's thread. `goesOn` is told how many bytes are written; after a no it ends with Cancelled.
Result<void> copyJournal(Connection &connection, const QString &target,
                         const std::function<bool(qint64 bytes)> &goesOn = {});

/// Removes what copyJournal left in `folder` when its program died: the unfinished copies whose target's name begins
/// so. Only those that nobody wrote to since `before`; without it all of them, where the caller knows that nobody is
/// copying.
void removeUnfinishedCopies(const QString &folder, const QString &beginning,
                            const std::optional<QDateTime> &before = std::nullopt);

} // namespace waybill
