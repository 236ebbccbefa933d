#pragma once

#include "app/base/Ids.h"
#include "app/journal/MessageState.h"
#include "app/journal/Outcome.h"

#include <QDateTime>
#include <QList>

#include <chrono>
#include <optional>

namespace waybill {

/// Which messages a list wants; what is empty does not restrict.
struct MessageFilter {
    QString environment = {};
    QString job = {};
    std::optional<QString> entity = {}; ///< the whole label; an empty one: messages that name no entity
    QList<MessageState> states = {};
    QList<Outcome> outcomes = {};
    QDateTime since = {}; ///< created at or after
    QDateTime until = {}; ///< created before
    bool needsAttention = false;
    QString cause = {}; ///< one of the causes it failed for, whole (see causeLinesSql)
    std::optional<std::chrono::milliseconds> tookAtLeast = {}; ///< from its first byte to the service's verdict
    QList<MessageKey> keys = {};
    QString search = {};  ///< each word in file, job, entity, company, ids, status, error text or causes
    qsizetype limit = -1; ///< newest first; -1: all

    bool operator==(const MessageFilter &) const = default;
};

} // namespace waybill
