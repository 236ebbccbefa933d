#pragma once

#include "app/journal/MessageView.h"

namespace waybill {

/// The chips above the table.
enum class MessageChip { NeedsAttention, InFlight, Succeeded, Today, All };

/// Local midnight of the day of `now`: where *Today* begins.
QDateTime todaySince(const QDateTime &now);

/// Restricts a view to what a chip shows.
void restrictTo(MessageChip chip, const QDateTime &now, MessageView &view);

qint64 countOf(MessageChip chip, const MessageCounts &counts);

} // namespace waybill
