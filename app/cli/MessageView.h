#pragma once

#include "app/cli/Output.h"
#include "app/journal/Message.h"

namespace waybill {

/// The state in a few words of text output, such as `Succeeded (Processed)` or `Succeeded (Processed, 3 of 5 arrived)`.
QString stateText(const Message &message);
/// Messages as a table, or as a JSON array.
void showMessages(Output &out, const QList<Message> &messages);
/// One message with what happened to it, or as a JSON object with `events`.
void showMessage(Output &out, const Message &message, const QList<Event> &events);
/// One message in short, or as a JSON object.
void showMessage(Output &out, const Message &message);
/// Why a message failed.
void showFailure(Output &out, const Message &message, const Failure &failure);

} // namespace waybill
