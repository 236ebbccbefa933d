#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <span>

namespace waybill {

/// The states of a download (the one table that code, command line, window and README use).
enum class DownloadState {
    Announced,    ///< taken from the service, not fetched
    Downloading,  ///< on its way here
    Stored,       ///< safe here; for dequeued ones: not acknowledged, by choice
    AckPending,   ///< safe here, to be acknowledged
    Acknowledged, ///< safe here, and the service knows
    Leased,       ///< the answer to a dequeue was lost: handed to nobody we know, comes back after the lease
    Damaged,      ///< what came is no sound zip; kept for inspection, not acknowledged
    Missing,      ///< the service names no location, or nothing is there; not acknowledged
    Refused,      ///< its location is on a foreign host without a signature: not called
    Exporting,    ///< asked for and running
    Unconfirmed,  ///< the answer to the export was lost: it may run or not
    ExportFailed
};

/// One row of the table of states.
struct DownloadStateRow {
    DownloadState state;
    QLatin1StringView word; ///< in JSON, in events and in the journal
    bool final;             ///< nothing more happens by itself
    bool needsAttention;    ///< a person has to look
};

std::span<const DownloadStateRow> downloadStates();
const DownloadStateRow &row(DownloadState state);
QString word(DownloadState state);
std::optional<DownloadState> downloadStateFrom(QStringView word); ///< without regard to case

} // namespace waybill
