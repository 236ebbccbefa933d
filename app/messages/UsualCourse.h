#pragma once

#include "app/base/Instant.h"

#include <QString>

#include <optional>

namespace waybill {

/// What was learnt of messages like one that is followed: how often its job's batch comes, how long they stay where it
/// is now. A value.
struct UsualCourse {
    QString word;                              ///< the service's last; empty while there is none
    bool waits = false;                        ///< for its job's batch
    Instant since{};                           ///< in this word
    std::optional<std::chrono::minutes> every; ///< the batch comes, while it waits for it and that is fairly certain
    std::optional<Seconds> stays;              ///< so long half of them stay in the word; none before enough were seen
    bool late = false;                         ///< much longer in the word than is usual
};

} // namespace waybill
