#pragma once

#include "app/journal/Journal.h"

namespace waybill {

/// What a list of messages can be sorted by. *Age* and *InState* ascend from the youngest.
enum class MessageSort { Status, File, Job, Entity, Company, Rows, Size, MessageId, Age, InState };

/// What a list shows and in which order; among equals the newest first. Only messages of one environment.
struct MessageView {
    MessageFilter filter; ///< its limit is not looked at
    MessageSort sort = MessageSort::Age;
    Qt::SortOrder order = Qt::AscendingOrder;
    bool undecidedFirst = false; ///< *Unconfirmed* messages before all others, whatever the sorting

    bool operator==(const MessageView &) const = default;
};

} // namespace waybill
