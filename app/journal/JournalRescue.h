#pragma once

#include "app/base/Error.h"
#include "app/journal/JournalWork.h"

#include <QDateTime>
#include <QString>

#include <memory>
#include <optional>

namespace waybill {

class FileLock;

/// What became of a damaged journal.
struct Rescue {
    QString damagedFile;   ///< where it is kept, byte for byte
    qint64 messages = 0;   ///< messages in the new journal
    qint64 gaps = 0;       ///< places of the damaged one that could not be read
    QString backup = {};   ///< the automatic copy that filled the gaps; empty when there was none or none was needed
    qint64 fromBackup = 0; ///< messages that only the backup still had

    /// What a person has to know, in a few sentences.
    QString text() const;
};

/// Keeps a damaged journal beside (`journal-damaged-<time>.sqlite`, with its log) and puts a new one in its place that
/// holds every row that can still be read, and from the newest sound automatic copy what cannot. A message that only
/// the copy has may have been sent since: where it was waiting then, it comes back as *Unconfirmed*. A crash at any
/// point leaves either the damaged journal or the whole new one. The caller holds no connection to the file, the turn
/// and the mark `mark`. Busy while another program uses the journal, which has a mark then; Storage when the new file
/// cannot be written; Cancelled when `watch` says no, and nothing was changed.
Result<Rescue> rescueJournal(const QString &path, const QString &mark, const QDateTime &now,
                             const JournalWatch &watch = goesOn);

/// Busy while somebody has the turn.
Result<void> seeThatNobodyRescues(const QString &path);
/// Only its holder saves a damaged journal; whoever took it looks whether the journal is damaged still. Busy.
Result<std::unique_ptr<FileLock>> takeTurnToRescue(const QString &path);

/// Puts a rescued journal in its place when a crash came between. Changes nothing otherwise.
void finishRescue(const QString &path);

} // namespace waybill
