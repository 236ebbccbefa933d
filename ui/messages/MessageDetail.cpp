#include "ui/messages/MessageDetail.h"

#include "app/journal/JournalReader.h"

namespace waybill {

Result<std::optional<MessageDetail>> readMessageDetail(JournalReader &reader, MessageKey key,
                                                       const StillWanted &isWanted)
{
    auto message = isWanted() ? reader.message(key) : std::nullopt;
    if (!message)
        return fail(std::move(message.error()));
    if (!*message || !isWanted())
        return std::nullopt;
    auto events = reader.eventsInShort(key);
    if (!events)
        return fail(std::move(events.error()));
    if (!isWanted())
        return std::nullopt;
    auto exchanges = reader.exchanges(key);
    if (!exchanges)
        return fail(std::move(exchanges.error()));
    return MessageDetail{**std::move(message), *std::move(events), *std::move(exchanges)};
}

} // namespace waybill
