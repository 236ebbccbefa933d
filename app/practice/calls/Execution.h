// What the execution calls know of one message's execution.
#pragma once

#include "app/practice/Lifecycle.h"
#include "app/practice/StoredMessage.h"

#include <QString>

#include <optional>

namespace practice {

struct Context;

/// An execution that can be asked about, at one moment.
struct Execution {
    StoredMessage message;
    LifecycleState state;
    std::optional<ImportOutcome> outcome; ///< only once the message's status is final
};

/// The message's execution id as shown: all zeros until the batch has picked it up, and for good if none was made.
QString shownExecutionId(const Context &context, const StoredMessage &message);

/// Nothing until the execution exists, and for an id that belongs to none.
std::optional<Execution> executionOf(const Context &context, const QString &executionId);

/// Which of the execution's entities bears that label; -1 for none, also while it runs.
int placeOfEntity(const Execution &execution, const QString &label);

/// "Executing", "Succeeded", "PartiallySucceeded" or "Failed".
QString executionStatus(const Execution &execution);
/// A JSON list as text: the results of each entity.
QString entitySummary(const Execution &execution);
/// A JSON list as text: the records that failed. `broken`: quotes and line ends inside stay unescaped, as services
/// have done.
QString executionErrors(const Execution &execution, bool broken);

} // namespace practice
