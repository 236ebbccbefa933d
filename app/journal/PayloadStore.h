#pragma once

#include "app/base/Error.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <stop_token>

namespace waybill {

struct StoredPayload {
    QString sha256; ///< lower-case hex of the content; its name in the store
    qint64 bytes = 0;
};

/// Copies of everything that was sent, by content, in `payloads/` of the profile. Any thread.
class PayloadStore
{
public:
    explicit PayloadStore(QString profileFolder);

    /// Copies `path` into the store, hashing while copying (OpenSSL), in constant memory; the copy and its folder are
    /// fsynced before it returns. A content that is already there is not written again. BadInput for a missing,
    /// unreadable or empty file and for a directory; Storage when the disk fails (nothing half-written stays).
    /// Blocks: call it on a worker. `progress` gets bytes so far, on the calling thread.
    Result<StoredPayload> add(const QString &path, std::function<void(qint64)> progress, std::stop_token stop) const;

    /// Where the content is kept; the file may have been removed by hand.
    QString path(const QString &sha256) const;

    /// Removes a content that no message refers to any more, unless it was stored in the last day: somebody may be
    /// about to refer to it. False when it stays; true also for one that is not there.
    bool discard(const QString &sha256, const QDateTime &now) const;

    /// Checks that a file can be pushed at all without copying it; the same errors as add.
    static Result<qint64> check(const QString &path);

private:
    QString m_folder;
};

} // namespace waybill
