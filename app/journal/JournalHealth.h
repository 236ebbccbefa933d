#pragma once

#include "app/base/Error.h"

#include <QStringList>

#include <functional>

namespace waybill {

class Connection;

/// The faults that SQLite finds in a journal, in its words; empty when it is sound. Reads the whole file.
Result<QStringList> faultsOf(Connection &connection);
/// The same with a connection of its own; faults are noted. Any thread; blocks. Cancelled when `goesOn` says no.
Result<QStringList> checkJournal(const QString &path, const std::function<bool()> &goesOn = {});

/// Remembers beside the journal that it was found damaged while it was in use, so that the next start saves what is
/// sound: the damage itself may forbid to write that into it.
void noteDamage(const QString &path, const QString &what);
bool isDamageNoted(const QString &path);
void forgetDamage(const QString &path);

} // namespace waybill
