#pragma once

#include "app/journal/EventDigest.h"
#include "app/journal/Message.h"
#include "ui/widgets/DetailReading.h"

namespace waybill {

class JournalReader;

/// What the detail pane shows of a message, as the journal has it.
struct MessageDetail {
    Message message;
    EventDigest events;
    QList<StoredExchange> exchanges;
};

/// Nothing where there is no such message, or when it is no longer wanted. The thread of the reader; blocks.
Result<std::optional<MessageDetail>> readMessageDetail(JournalReader &reader, MessageKey key,
                                                       const StillWanted &isWanted);

} // namespace waybill
