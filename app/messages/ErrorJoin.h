#pragma once

#include "app/base/Error.h"
#include "app/journal/FailureParts.h"
#include "app/journal/Message.h"

#include <optional>
#include <stop_token>

namespace waybill {

/// The service's error list, joined to the stored file and grouped by cause.
struct JoinedErrors {
    QList<RecordError> errors; ///< in the order they came, with record and line where they could be told
    QList<Cause> causes;       ///< most rows first, at most 500
    QString explanation;
    QStringList nextSteps;
    std::optional<Error> trouble = {}; ///< why not all failing rows were looked for: a stop, or no room
};

/// Joins and groups; `path` may be empty, of a file that was removed, or of one without rows: then nothing is joined.
/// In a package, lines are those of its data files. Blocks, with a thread of its own beside it: call it on a worker. A
/// stop leaves lines out, not errors. Error files (`files` with their bytes, `contents`) name more failing records, or
/// tell which are meant.
JoinedErrors joinErrors(QString path, QList<RecordError> errors, std::stop_token stop,
                        const QList<FailureFile> &files = {}, const QList<QByteArray> &contents = {});

/// Takes them over into the failure they belong to; one without errors stays as it is.
void tellErrors(const Message &message, JoinedErrors joined, Failure &failure);

/// What was fetched about a failure, before it is read.
struct FailureMaterial {
    QString path;               ///< of the stored file; empty where there is none
    QByteArray errors;          ///< the body of GetExecutionErrors' answer; empty where it was not asked or answered
    QList<QByteArray> contents; ///< of Failure::files, in their order
};

/// A failure read, joined and packed.
struct FailureDigest {
    PackedFailure packed;
    Failure inShort;
    bool readable = true; ///< false: the error list was no list at all
};

/// Reads the material into `failure`, which holds what was asked for besides. It is not `complete` when not all failing
/// rows were looked for. Blocks: call it on a worker.
FailureDigest digestFailure(const Message &message, Failure failure, FailureMaterial material, std::stop_token stop);

} // namespace waybill
