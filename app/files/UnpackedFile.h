#pragma once

#include "app/files/ZipReader.h"

#include <QTemporaryFile>

namespace waybill {

/// A data file of a zip, unpacked for as long as the object lives: into a nameless place of the system's temporary
/// folder that only this user may read, never under a name from the zip.
class UnpackedFile
{
public:
    /// Streams the file out of the zip in constant memory. BadInput when it is damaged, Storage when there is no room
    /// for it, Cancelled.
    static Result<std::unique_ptr<UnpackedFile>> take(ZipReader &zip, qsizetype entry, const std::stop_token &stop);

    QString path() const { return m_file.fileName(); }

private:
    UnpackedFile() = default;
    QTemporaryFile m_file;
};

} // namespace waybill
