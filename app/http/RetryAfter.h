#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace waybill {

/// How long an answer's Retry-After asks to wait (protocol.md section 6): seconds, or an HTTP date, which is judged
/// against the answer's own Date header where it has one, else against `now`, so that a wrong clock here does not
/// matter. From nothing to a day; no value when the header says neither.
std::optional<std::chrono::milliseconds> retryAfterWait(const QByteArray &retryAfter, const QByteArray &date,
                                                        const QDateTime &now);

} // namespace waybill
