#pragma once

#include <QString>

class QFileDevice;

namespace waybill {

/// Brings what was written to an open file onto the disk itself. False with the system's error set. Any thread.
bool syncFile(QFileDevice &file);
/// Makes the names inside a folder durable (after a rename into it). Does nothing where a system
/// or the file system has no such call. False when the disk fails or the folder is not there.
bool syncFolder(const QString &folder);
/// Makes a folder with all above it, each name durable. True when it is there already.
bool makeFolder(const QString &folder);

} // namespace waybill
