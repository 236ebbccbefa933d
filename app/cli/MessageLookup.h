#pragma once

#include "app/journal/Journal.h"

namespace waybill {

/// The key that `text` is, a whole positive number. Usage with what it is not.
Result<MessageKey> keyFrom(const QString &text);
Result<QList<MessageKey>> keysFrom(const QStringList &texts);

/// The message with this KEY or MESSAGE-ID (the newest of several with that id). NotFound; Usage for what is neither.
Result<Message> messageBy(const Journal &journal, const QString &keyOrId);
Result<Message> messageBy(const Journal &journal, MessageKey key);

/// Whether the row says *Sending* while no program sends on this profile: its sender died.
bool isAbandoned(const Message &message, const QString &profileFolder);
/// The message as it is shown beside other programs: an abandoned one is *Unconfirmed*.
Message asShown(Message message, const QString &profileFolder);

} // namespace waybill
