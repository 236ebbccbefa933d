// The older, richer answer about one message (protocol.md section 2, Job status).
#pragma once

#include "app/practice/Settings.h"

#include <QJsonObject>

namespace practice {

struct Context;
struct StoredMessage;

/// The whole answer about a message at this moment.
QJsonObject jobStatusOf(const Context &context, const StoredMessage &message);

/// A status word as DataJobState: 0 to 8, or its name. Words that are none of the nine count as InProcess.
QJsonValue jobState(const QString &status, JobStatusForm form);

} // namespace practice
