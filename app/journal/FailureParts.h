#pragma once

#include "app/base/Error.h"
#include "app/journal/Failure.h"

#include <QByteArray>

namespace waybill {

/// What a part of a failure holds.
enum class FailureSection { Errors = 0, Log = 1, File = 2 };

/// One compressed piece of the long parts of a failure, as a row of the journal.
struct FailurePart {
    FailureSection section = FailureSection::Errors;
    int place = 0; ///< of a file: its index in Failure::files
    int piece = 0; ///< from 0
    QByteArray packed;
};

/// A failure made ready for the journal: what a glance needs, and the long parts in pieces, so that neither the writer
/// nor a glance has a hundred thousand errors to go through.
struct PackedFailure {
    Failure summary; ///< without errors and log
    qint64 errorCount = 0;
    QList<FailurePart> parts;
};

/// How many errors the first piece holds at most: as many as a glance gives.
constexpr qsizetype errorsInShort = 100;

/// Packs; `files` are the bytes of Failure::files, in their order (fewer: empty). Any thread; slow for a long list.
PackedFailure packFailure(const Failure &failure, const QList<QByteArray> &files = {});

/// Adds the errors of a piece to the list. Storage when it cannot be read.
Result<void> unpackErrors(const QByteArray &packed, QList<RecordError> &errors);
/// The bytes of a piece of the log or of a file.
Result<QByteArray> unpackBytes(const QByteArray &packed);

} // namespace waybill
