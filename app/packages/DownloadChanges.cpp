#include "app/packages/DownloadChanges.h"

namespace waybill {
using namespace Qt::StringLiterals;

DownloadBook::Change changeTo(DownloadState state, std::optional<Error> error)
{
    return [state, error = std::move(error)](Download &row) -> Result<void> {
        row.state = state;
        row.error = error;
        return {};
    };
}

DownloadBook::Change changeToSafe(DownloadState state, const QString &file, const CheckedPackage &package,
                                  const QDateTime &now, FollowUp followUp)
{
    return [state, file, package, now, followUp](Download &row) -> Result<void> {
        row.state = state;
        row.file = file;
        row.bytes = package.digest.bytes;
        row.sha256 = package.digest.sha256;
        row.entries = package.entries;
        row.entities = package.entities;
        row.storedUtc = now;
        row.fileRemovedUtc = {};
        if (row.followUp == FollowUp::None)
            row.followUp = followUp;
        return {};
    };
}

DownloadBook::Change changeToDamaged(const QString &file, const FileDigest &digest, const Error &error)
{
    return [file, digest, error](Download &row) -> Result<void> {
        row.state = DownloadState::Damaged;
        row.file = file;
        row.bytes = digest.bytes;
        row.sha256 = digest.sha256;
        row.fileRemovedUtc = {};
        row.error = error;
        return {};
    };
}

DownloadBook::Change changeToAcknowledged(const QDateTime &now)
{
    return [now](Download &row) -> Result<void> {
        row.state = DownloadState::Acknowledged;
        row.ackedUtc = now;
        row.leaseUntilUtc = {};
        row.dequeueJson = withoutSignature(row.dequeueJson);
        ++row.attempts;
        return {};
    };
}

DownloadBook::Change changeToNotAcknowledged(const Error &error)
{
    return [error](Download &row) -> Result<void> {
        row.state = DownloadState::AckPending;
        row.error = error;
        ++row.attempts;
        return {};
    };
}

DownloadBook::Change changeToHandedOut(const HandedOut &message, DownloadState state, const QString &file,
                                       const QDateTime &now, const QDateTime &leaseUntil)
{
    return [message, state, file, now, leaseUntil](Download &row) -> Result<void> {
        row.state = row.file == file ? state : DownloadState::Announced;
        row.correlationId = message.correlationId;
        row.dequeueJson = message.json;
        row.dequeuedUtc = now;
        row.leaseUntilUtc = leaseUntil;
        row.redelivered = true;
        row.ackedUtc = {};
        return {};
    };
}

DownloadBook::Change changeToExpired()
{
    return [](Download &row) -> Result<void> {
        row.leaseUntilUtc = {};
        return {};
    };
}

DownloadBook::Change changeToBlanked(const Download &seen)
{
    return [seen](Download &row) -> Result<void> {
        if (row.dequeueJson != seen.dequeueJson || row.leaseUntilUtc != seen.leaseUntilUtc || row.state != seen.state ||
            row.attempts != seen.attempts)
            return fail(ErrorKind::Conflict, u"Download %1 has changed since."_s.arg(number(row.key)));
        row.dequeueJson = withoutSignature(row.dequeueJson);
        row.error = seen.error;
        return {};
    };
}

} // namespace waybill
