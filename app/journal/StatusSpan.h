#pragma once

#include <QDateTime>
#include <QString>

namespace waybill {

/// A message was in one status from one moment to another, as far as this program saw it.
struct StatusSpan {
    QString environment, job, entity;
    QString status; ///< the service's word; empty from the sending to its first word
    QDateTime from, to;
    bool operator==(const StatusSpan &) const = default;
};

} // namespace waybill
