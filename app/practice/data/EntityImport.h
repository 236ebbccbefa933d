// The import of one entity's file.
#pragma once

#include "app/practice/data/Importer.h"
#include "app/practice/data/RecordSource.h"

namespace practice {

struct RecordFile;
struct Target;

/// Reads the file as a stream, once; the target keeps nothing of a file that breaks, be it in its last line. The
/// records that failed are written into `errorFolder` (may be empty: not at all). When `stop` is requested, the outcome
/// is worthless.
ImportOutcome importEntity(const RecordFile &file, const Target &target, const QString &errorFolder,
                           const std::stop_token &stop);

/// The outcome of a file that never reached staging. `entity`: its label, may be empty.
ImportOutcome refusedOutcome(const QString &entity, Refusal refusal);

/// A refusal that stands in the error list as well, so that it is read where errors are read.
Refusal spokenRefusal(const QString &message);

} // namespace practice
