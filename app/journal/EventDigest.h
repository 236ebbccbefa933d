#pragma once

#include "app/journal/Message.h"

namespace waybill {

/// What is read of a message's events however many there are.
struct EventDigest {
    static constexpr qsizetype mostNewest = 1000;
    static constexpr qint64 mostCounted = 100'000;

    std::optional<Event> first = {}; ///< the oldest; nothing where `newest` has it
    QList<Event> newest = {};        ///< in order
    qint64 total = 0;                ///< how many there are; mostCounted + 1 means more than mostCounted

    bool isAll() const { return total <= newest.size(); }
};

} // namespace waybill
