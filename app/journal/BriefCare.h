#pragma once

#include "app/journal/Journal.h"

#include <chrono>
#include <functional>

namespace waybill {

/// What a person should know after it, in one or two sentences; empty when there is nothing.
struct CareNote {
    QString text;
    bool isTrouble = false; ///< damage, or something that could not be done; else advice
};

/// What a program that is about to end does for a journal for which nobody else cares: at most once a day, for about as
/// long as `limit`, and not while another program is at it (`care.lock`). A copy where one is due, retiring what the
/// operator does not keep, giving free room back; what does not fit is gone on with the next day, and a copy that was
/// begun is taken away. A journal that is quickly looked through is checked before. Nothing is retired after trouble.
///
/// Ends when `stop` is asked, or when `interrupted` says yes: checking and copying block the caller's thread, so that
/// no event can ask, and look at it about ten times a second. The journal is open for writing and outlives it.
QCoro::Task<CareNote> careBriefly(Journal *journal, QString profileFolder, QDateTime now,
                                  std::chrono::milliseconds limit, std::stop_token stop,
                                  std::function<bool()> interrupted = {});

} // namespace waybill
