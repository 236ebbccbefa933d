#include "ui/messages/MessageChip.h"

namespace waybill {

QDateTime todaySince(const QDateTime &now)
{
    return now.toLocalTime().date().startOfDay();
}

void restrictTo(MessageChip chip, const QDateTime &now, MessageView &view)
{
    MessageFilter &filter = view.filter;
    switch (chip) {
    case MessageChip::NeedsAttention:
        filter.needsAttention = true;
        view.undecidedFirst = true;
        break;
    case MessageChip::InFlight:
        filter.states = {MessageState::Queued, MessageState::Sending, MessageState::InFlight};
        break;
    case MessageChip::Succeeded:
        filter.states = {MessageState::Succeeded};
        break;
    case MessageChip::Today:
        filter.since = todaySince(now).toUTC();
        break;
    case MessageChip::All:
        break;
    }
}

qint64 countOf(MessageChip chip, const MessageCounts &counts)
{
    switch (chip) {
    case MessageChip::NeedsAttention:
        return counts.needsAttention;
    case MessageChip::InFlight:
        return counts.inFlight;
    case MessageChip::Succeeded:
        return counts.succeeded;
    case MessageChip::Today:
        return counts.today;
    case MessageChip::All:
        return counts.all;
    }
    return 0;
}

} // namespace waybill
