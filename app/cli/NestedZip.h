#pragma once

#include "app/cli/Syntax.h"
#include "app/files/ArchiveLimits.h"
#include "app/files/ScratchFile.h"

#include <QStringList>

#include <memory>
#include <stop_token>

namespace waybill {

/// A zip to look into, and the unpacked file that it is where it lies in another one.
struct ZipToRead {
    QString path;
    std::unique_ptr<ScratchFile> holder; ///< null for a file of the disk
};

/// `--in ENTRY`, any number of times: each a zip that lies in the one before, the first in the file named.
void declareNesting(Syntax &syntax, QStringList *inside);

/// The innermost of `inside`, or `file` itself where there is none. NotFound, BadInput when one is no zip, is damaged
/// or lies too deep, Storage, Cancelled. Blocks.
Result<ZipToRead> openNested(const QString &file, const QStringList &inside, const std::stop_token &stop,
                             const ArchiveLimits &limits = {});

} // namespace waybill
