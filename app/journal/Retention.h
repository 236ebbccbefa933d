#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace waybill {

class Connection;

/// A hundred years: so many days are still milliseconds that a number holds.
inline constexpr std::chrono::days longestAge{36'500};
/// What changed within these days stays however large the journal is: what cannot go may be what makes it so.
inline constexpr std::chrono::days sparedBySize{7};

/// What of the history is kept; what is not set keeps everything. Whatever it says, messages stay that are not final,
/// need attention, are the first try of one that stays, or have the newest event of all.
struct Retention {
    std::optional<std::chrono::days> maxAge; ///< since the last change; longestAge at most
    std::optional<qint64> maxBytes;          ///< of the journal, without what is free in it; see sparedBySize
    bool operator==(const Retention &) const = default;
    bool keepsAll() const { return !maxAge && !maxBytes; }
};

/// What one step of the retention job did.
struct Retired {
    QList<MessageKey> messages;
    QStringList contents;    ///< sha256 of payloads that no message refers to any more; kept until forgetContents()
    qint64 lookedUpTo = 0;   ///< key after which the next step goes on
    bool isTooLarge = false; ///< the journal was larger than its limit when the step began
    bool done = false;       ///< nothing more to retire
};

/// An age of so many days as it was kept by any version: none for 0, and never more than longestAge.
std::optional<std::chrono::days> ageFrom(qint64 days);
/// Why a journal is larger than its limit after all that may go went; one sentence for a person.
QString whyTooLarge();

Result<Retention> readRetention(Connection &connection);
Result<void> writeRetention(Connection &connection, const Retention &retention);

/// Takes away the oldest messages that need not be kept, with all that belongs to them: looks at most at 2,000 keys
/// after `after`, so that the transaction is short. Inside a transaction of the writer.
Result<Retired> retireSome(Connection &connection, const Retention &retention, const QDateTime &now, qint64 after);

/// What was retired and not said to be discarded since: a program may have died between, or the file was too young.
/// Without what messages refer to again.
Result<QStringList> contentsToDiscard(Connection &connection);
/// Their files are gone. Inside a transaction of the writer.
Result<void> forgetContents(Connection &connection, const QStringList &contents);
/// Whether the fact of this name keeps a content for contentsToDiscard().
bool isContentToDiscard(const QString &factName);

/// Gives up to 8 MB of free room in the file back to the disk, for about a tenth of a second; true while there is more
/// that is worth it. Does nothing to a journal that version 1 began: its free room is used again, but the file does not
/// shrink. Inside a transaction of the writer.
Result<bool> giveBackRoom(Connection &connection);

} // namespace waybill
