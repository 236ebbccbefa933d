#pragma once

#include "app/journal/Failure.h"

#include <QByteArray>

#include <optional>

namespace waybill {

/// What jobstatus says of a message (protocol.md section 2, *Job status*).
struct JobStatus {
    QString state;       ///< such as ProcessedWithErrors; a number of the older form is put into words
    QString executionId; ///< empty where the answer has none, or the all-zero GUID
    QString log;         ///< the execution log as it came
    QList<EntityResult> entities;
    bool operator==(const JobStatus &) const = default;
};

/// Reads the answer's body, names of fields in any case; nothing when it is no JSON object. What it lacks stays empty.
std::optional<JobStatus> jobStatusFrom(const QByteArray &body);

} // namespace waybill
