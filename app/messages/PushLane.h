#pragma once

#include "app/messages/PushQueue.h"

#include <QElapsedTimer>

#include <stop_token>

namespace waybill {

/// The files of one job of one environment: they go one after the other.
struct PushQueue::Lane {
    QString environment;
    QList<MessageKey> waiting;
    bool running = false;
    QElapsedTimer lastEnd; ///< since the last file's end; invalid before the first
    std::optional<MessageKey> underWay;
    Progress progress;
    std::stop_source stop;      ///< of the file under way
    bool cancelled = false;     ///< the operator cancelled the file under way
    std::optional<Error> ended; ///< why the file under way was stopped, when not cancelled
    bool leaving = false;       ///< bytes of it may leave just now: *Sending* is being written, or was
    bool letGo = false;         ///< it is another program's, and this one does not send it any more
    bool askedAgain = false;    ///< it was added again meanwhile: its row may have been read before that
    QString waitingFor;
    std::optional<Error> lastTrouble; ///< why the file under way was not taken so far
    int failures = 0;                 ///< attempts in a row in which nobody was reached
    bool signInRenewed = false;
};

} // namespace waybill
