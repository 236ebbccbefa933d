#pragma once

#include "app/files/ScratchFile.h"
#include "app/files/ZipReader.h"

namespace waybill {

/// A data file of a zip, unpacked for as long as the object lives: into a scratch file, never under a name from the
/// zip.
class UnpackedFile
{
public:
    /// Streams the file out of the zip in constant memory. BadInput when it is damaged, Storage when there is no room
    /// for it, Cancelled.
    static Result<std::unique_ptr<UnpackedFile>> take(ZipReader &zip, qsizetype entry, const std::stop_token &stop);

    QString path() const { return m_scratch->path(); }

private:
    explicit UnpackedFile(std::unique_ptr<ScratchFile> scratch) : m_scratch(std::move(scratch)) {}
    std::unique_ptr<ScratchFile> m_scratch;
};

} // namespace waybill
