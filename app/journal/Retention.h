#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"

#include <QDateTime>
#include <QStringList>

#include <chrono>
#include <optional>

namespace waybill {

class Connection;

/// What of the history is kept; what is not set keeps everything. Whatever it says, messages stay that are not final,
/// need attention, or are the first try of one that stays.
struct Retention {
    std::optional<std::chrono::days> maxAge; ///< since the last change
    std::optional<qint64> maxBytes;          ///< of the journal, without what is free in it
    bool operator==(const Retention &) const = default;
    bool keepsAll() const { return !maxAge && !maxBytes; }
};

/// What one step of the retention job did.
struct Retired {
    QList<MessageKey> messages;
    QStringList contents;  ///< sha256 of payloads that no message refers to any more; kept until forgetContents()
    qint64 lookedUpTo = 0; ///< key after which the next step goes on
    bool done = false;     ///< nothing more to retire
};

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

/// Gives up to 8 MB of free room in the file back to the disk; true while there is more. Does nothing to a journal that
/// version 1 began: its free room is used again, but the file does not shrink.
Result<bool> giveBackRoom(Connection &connection);

} // namespace waybill
