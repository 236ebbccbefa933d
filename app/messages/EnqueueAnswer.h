#pragma once

#include "app/base/Ids.h"
#include "app/http/Http.h"

namespace waybill {

/// What one enqueue attempt proves (design.md, *What an enqueue's answer proves*).
enum class EnqueueVerdict {
    Taken,      ///< stored by the service: there is a message id
    NotReached, ///< nobody was reached, nothing left: may go again by itself
    Wait,       ///< 429: not taken, goes again after the wait
    SignIn,     ///< 401: not taken, goes again once with a new token
    Held,       ///< not taken, and going again by itself would not help
    Rejected,   ///< the service refused it in its own words
    Undecided,  ///< it may have been stored: never sent again by itself
};

struct EnqueueAnswer {
    EnqueueVerdict verdict = EnqueueVerdict::Undecided;
    MessageId id; ///< with Taken
    Error error;  ///< with all others
    QStringList requestIds;
};

EnqueueAnswer judgeEnqueue(const HttpOutcome &outcome);

} // namespace waybill
