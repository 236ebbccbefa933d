#pragma once

#include "app/base/Error.h"

#include <QDateTime>

#include <stop_token>

namespace waybill {

class Connection;

/// When something last went well in an environment, and through which job nothing does any more.
struct Silence {
    QDateTime lastSuccess; ///< null: none so far
    QString job;           ///< of those whose newest messages did not get through the one without success for longest
    QDateTime since;       ///< that job's last success; null: it never had one
    bool operator==(const Silence &) const = default;
};

/// Cancelled when a stop is requested between two of its queries.
Result<Silence> readSilence(Connection &connection, const QString &environment, const std::stop_token &stop = {});

} // namespace waybill
