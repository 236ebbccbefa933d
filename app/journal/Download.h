#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"
#include "app/journal/DownloadState.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace waybill {

/// Whether what is to follow a fetch (AfterFetch.h) was done with a package: once and never again.
enum class FollowUp {
    None,   ///< nothing was to follow
    Due,    ///< it is to be done
    Begun,  ///< it was begun; what came of it may never be known
    Done,   ///< all of it worked
    Failed, ///< some of it did not
};
QString word(FollowUp followUp); ///< as the journal and JSON have it; empty for None

/// How a package comes here.
enum class DownloadKind {
    Dequeued, ///< handed out by a recurring data job, to be acknowledged
    Exported, ///< asked for by ExportToPackage; nobody waits for an acknowledgement
};

/// One package that the service handed out or was asked for. A plain value; texts that are not known are empty.
struct Download {
    DownloadKey key{};
    DownloadKind kind = DownloadKind::Dequeued;
    QString environment;
    QString job; ///< name of the recurring data job; empty for exports
    ActivityId activityId;
    QString correlationId; ///< as the service wrote it; empty for Leased rows and exports
    ExecutionId executionId;
    QString dataProject; ///< of exports
    QString company;     ///< legal entity; may be empty
    DownloadState state = DownloadState::Announced;
    QString file; ///< below the folder of the DownloadStore, with `/`; empty while nothing is there
    std::optional<qint64> bytes;
    QString sha256;                ///< lower-case hex of the file
    std::optional<qint64> entries; ///< of the zip
    QStringList entities;          ///< labels, as the manifest names them
    QDateTime createdUtc;          ///< when the row was made
    QDateTime dequeuedUtc;         ///< when the service handed it out last; null for exports
    QDateTime storedUtc;           ///< when the file was safe here
    QDateTime ackedUtc;
    QDateTime leaseUntilUtc;    ///< until when nobody else gets it; null when there is no lease
    bool redelivered = false;   ///< the service handed it out more than once
    int attempts = 0;           ///< to acknowledge it, so far
    std::optional<Error> error; ///< why it is where it is; any change without one clears it
    /// The newest answer to the dequeue, whole: its signed address and its receipt are secrets. Blanked in place once
    /// it was acknowledged or its lease is over.
    QByteArray dequeueJson;
    QString owner; ///< mark of the program that is at it (ProgramMark); empty when none is
    FollowUp followUp = FollowUp::None;
    /// When its file was given up to save room; null while nobody did. `file` is empty as soon as it is gone.
    QDateTime fileRemovedUtc;

    bool operator==(const Download &) const = default;
};

/// What happened to a download; never rewritten.
struct DownloadEvent {
    QDateTime atUtc;
    DownloadState state = DownloadState::Announced;
    QString text; ///< plain text, free of secrets; may be empty
    bool operator==(const DownloadEvent &) const = default;
};

/// What came of one thing that followed a fetch.
struct FollowUpOutcome {
    QDateTime atUtc;
    QString what; ///< such as `copy to /srv/inbox`, in words
    bool worked = false;
    QString detail;      ///< where the copy lies, or what went wrong; plain text
    QString output = {}; ///< what a program wrote, as text; its beginning and its end where it is long
    bool operator==(const FollowUpOutcome &) const = default;
};

/// Which downloads a list wants; what is empty does not restrict. The newest first.
struct DownloadFilter {
    QString environment = {};
    QString job = {};
    ActivityId activityId = {};
    QList<DownloadState> states = {};
    QList<DownloadKey> keys = {};
    QString correlationId = {}; ///< whole, without regard to case
    qsizetype limit = -1;       ///< -1: all
};

/// What is known of the waiting packages of a job.
struct JobLook {
    QString environment;
    ActivityId activityId;
    QString job;
    QDateTime atUtc;            ///< when it was last asked and answered; null for never
    bool nothingWaited = false; ///< what it answered then: nothing, or else it handed something out
    QDateTime askingUtc = {};   ///< when a question left whose answer does not stand here yet; null for none
    bool operator==(const JobLook &) const = default;
};

} // namespace waybill
