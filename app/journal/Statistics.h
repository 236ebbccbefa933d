#pragma once

#include "app/journal/Message.h"
#include "app/journal/Outcome.h"

#include <array>
#include <chrono>

namespace waybill {

/// Which figures are wanted: of one environment, for messages created between the first and the last border, counted
/// apart between each border and the next.
struct StatisticsQuestion {
    QString environment;
    QList<QDateTime> borders; ///< ascending, UTC
    bool operator==(const StatisticsQuestion &) const = default;
};

/// How many messages had each outcome.
struct OutcomeCounts {
    std::array<qint64, outcomeCount> of{};

    qint64 operator[](Outcome outcome) const { return of[static_cast<size_t>(outcome)]; }
    qint64 &operator[](Outcome outcome) { return of[static_cast<size_t>(outcome)]; }
    qint64 all() const;
    /// WithErrors and Failed.
    qint64 bad() const { return (*this)[Outcome::WithErrors] + (*this)[Outcome::Failed]; }
    bool operator==(const OutcomeCounts &) const = default;
};

/// How long the messages of a job took from their first byte to the service's verdict; percentiles by nearest rank.
struct JobTime {
    QString job;
    qint64 messages = 0;
    std::chrono::milliseconds median{}, percentile95{};
    bool operator==(const JobTime &) const = default;
};

/// How many messages with a bad outcome name this entity, or failed for this cause.
struct FailureCount {
    QString text; ///< empty: they name none
    qint64 messages = 0;
    bool operator==(const FailureCount &) const = default;
};

/// The figures that answer a StatisticsQuestion. A message with several causes counts under each of them.
struct Statistics {
    StatisticsQuestion question;
    QList<OutcomeCounts> parts;           ///< one between each border and the next
    QList<JobTime> times;                 ///< longest 95th percentile first
    QList<FailureCount> entities, causes; ///< most messages first

    // The present, whatever the period.
    qint64 inFlight = 0, needsAttention = 0;
    std::optional<Message> oldestWaiting; ///< of those in flight
    bool anything = false;                ///< the environment has messages at all

    OutcomeCounts total() const;
    bool operator==(const Statistics &) const = default;
};

/// The smallest of `values` such that at least `percent` per cent of them are not greater (nearest rank). Reorders
/// them; there is at least one.
std::chrono::milliseconds percentile(QList<qint64> &values, int percent);

} // namespace waybill
