#pragma once

#include "app/files/ArchiveListing.h"

namespace waybill {

/// What the central directory of a zip says of an entry, for the comparison with its local header.
struct CentralHeader {
    static constexpr qint64 fixedBytes = 46;

    QByteArray name; ///< as it stands there
    quint16 flags = 0;
    qint64 headerAt = 0; ///< where the local header begins

    /// The length of the header that begins with these fixedBytes; 0 when they are none.
    static qint64 lengthOf(const char *bytes);
    /// Reads a whole one, and into `entry` what it says. BadInput with the name and the reason.
    static Result<CentralHeader> read(const char *bytes, ArchiveEntry &entry);
};

/// Compares the local header of an entry, and the descriptor behind its bytes when there is one, with what the central
/// directory says. The entry's bytes must end where `next` begins. Gives the place of its packed bytes. BadInput with
/// the name and the reason.
Result<qint64> checkLocalHeader(const ArchiveFile &file, const CentralHeader &header, const ArchiveEntry &entry,
                                qint64 next);

} // namespace waybill
