#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"

#include <QString>

#include <optional>

namespace waybill {

/// How far the sender is with a row that another program handed over, for that program to show.
struct ProgressNote {
    qint64 sent = 0, total = 0;   ///< bytes; total 0 while none moved
    QString waitingFor;           ///< why it does not go now, in words; empty while it goes
    std::optional<Error> trouble; ///< why it was not taken so far
    bool operator==(const ProgressNote &) const = default;
};

/// One small file a row in `hand-over/` of the profile, written by the sender while the row has its turn and read by
/// the row's owner. Nothing depends on it: what became of a row stands in the journal alone, so the files are not
/// synced, and one that cannot be written or read is passed over. Any thread.
class ProgressNotes
{
public:
    explicit ProgressNotes(QString profileFolder);

    void write(MessageKey key, const ProgressNote &note) const;
    std::optional<ProgressNote> read(MessageKey key) const;
    void remove(MessageKey key) const;
    /// What a dead sender left.
    void removeAll() const;

private:
    QString path(MessageKey key) const;
    QString m_folder;
};

} // namespace waybill
