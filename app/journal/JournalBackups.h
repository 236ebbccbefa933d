#pragma once

#include "app/base/Error.h"

#include <QDateTime>
#include <QStringList>

#include <functional>

namespace waybill {

/// The automatic copies of a profile's journal: `backups/journal-<UTC>.sqlite`, whole files that can be put back as
/// `journal.sqlite`. Any thread; blocking.
class JournalBackups
{
public:
    explicit JournalBackups(QString profileFolder);

    /// Full paths, newest first. Those that bear a time after `now` come last: the clock was wrong when they were made.
    QStringList all(const QDateTime &now) const;
    /// When the newest was made, up to `now`; null when there is none.
    QDateTime newest(const QDateTime &now) const;
    /// True when the newest, up to `now`, is older than a day and the journal changed since.
    bool isDue(const QDateTime &now) const;
    /// Makes one more and removes the oldest: the last 7 stay, of a journal over 256 MB the last 2. What a program that
    /// died had begun is removed a day later. Storage; Cancelled when `goesOn`, asked about ten times a second, says
    /// no, and nothing of it stays.
    Result<QString> make(const QDateTime &now, const std::function<bool()> &goesOn = {}) const;

private:
    QString m_profile;
    QString m_folder;
};

} // namespace waybill
