#pragma once

#include "app/journal/Message.h"

#include <optional>

namespace waybill {

/// One message that is followed, as the journal knows it; LookPlan says when it is asked about.
struct Watch {
    MessageKey key{};
    QString job, entity;
    MessageId messageId; ///< empty: an execution that is tracked without its message
    ExecutionId executionId;
    MessageState state = MessageState::InFlight;
    QString status;
    QDateTime inStateSince;
    /// Answers without news that count towards giving it up; sleeping through a week is none.
    int quietAnswers = 1;
    /// Questions in a row that brought trouble which may be its own.
    int troubles = 0;

    /// The same state and word as another.
    bool sameAs(const Watch &other) const { return state == other.state && status == other.status; }
};

/// What a row asks of the poller: nothing, or to be watched.
std::optional<Watch> watchFor(const Message &message);

} // namespace waybill
