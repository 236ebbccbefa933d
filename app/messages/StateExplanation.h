#pragma once

#include "app/journal/Message.h"

namespace waybill {

/// What a message's state means and what to do next, in words; for every state, also those that did not fail.
/// Fills `explanation` and `nextSteps`.
void explainState(const Message &message, Failure &into);

/// What an empty error list of a failed message may mean (protocol.md section 3 item 4), and what to check.
void explainEmptyErrors(const Message &message, Failure &into);

/// No execution was ever made for the message.
void explainNoExecution(const Message &message, Failure &into);

} // namespace waybill
