#include "ui/push/SameContent.h"

namespace waybill {

std::optional<Repeated> firstRepeated(JournalReader &reader, const QList<MessageKey> &keys)
{
    for (const MessageKey key : keys) {
        const auto message = reader.message(key);
        if (!message || !*message)
            continue;
        const auto before =
            reader.sameContent((*message)->environment, (*message)->activityId, (*message)->sha256, key);
        if (before && *before)
            return Repeated{**message, **before};
    }
    return {};
}

} // namespace waybill
