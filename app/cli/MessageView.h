#pragma once

#include "app/cli/Output.h"
#include "app/journal/Journal.h"

namespace waybill {

/// The state in a few words of text output, such as `Succeeded (Processed)` or `Succeeded (Processed, 3 of 5 arrived)`.
QString stateText(const Message &message);
/// Messages as a table, or as a JSON array.
void showMessages(Output &out, const QList<Message> &messages);
/// One message with what happened to it: the newest of it as a table, or a JSON object with all of it as `events`,
/// which is written while it is read. An error of reading may come when a part is written.
Result<void> showMessage(Output &out, const Message &message, const Journal &journal);
/// One message in short, or as a JSON object.
void showMessage(Output &out, const Message &message);
/// Why a message failed.
void showFailure(Output &out, const Message &message, const Failure &failure);

} // namespace waybill
