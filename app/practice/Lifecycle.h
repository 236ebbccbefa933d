// Which status a message has at a moment: a pure function, so that a restart needs no timers.
#pragma once

#include "app/practice/data/Importer.h"

#include <QList>
#include <QString>

#include <optional>

namespace practice {

/// One status and how long it lasts, in lifecycle seconds; nothing: for good.
struct StatusStep {
    QString status;
    std::optional<double> seconds;
};

/// A scripted life for the messages whose external identifier matches a wildcard.
struct LifecycleScript {
    QString match = QStringLiteral("*");
    QList<StatusStep> statuses; ///< empty: the usual ones
    QString stickAt;            ///< the status it never leaves; empty: none
    QString final;              ///< the last word; empty: what the import came to
};

/// What of a message its life depends on. Times are lifecycle time in ms.
struct LifecycleSubject {
    QString messageId;
    qint64 storedClock = 0;
    std::optional<qint64> pickUp = {}; ///< when a batch takes it; nothing: usualPickUp()
    double pace = 1.0;                 ///< how many times longer than usual the batch works
};

/// Where a message stands.
struct LifecycleState {
    QString status;
    bool isFinal = false;
    bool pickedUp = false;  ///< the batch has taken it: it has an execution id, if an execution was made
    bool executing = false; ///< the execution can be asked about
    std::optional<qint64> startedClock; ///< when the batch took it, lifecycle ms
    std::optional<qint64> endedClock;   ///< when it became final, lifecycle ms
};

/// When a batch that runs every `recurrenceMs` takes what was stored at that moment: all waiting messages at once.
qint64 usualPickUp(qint64 storedClock, qint64 recurrenceMs = 4000);

/// The four statuses of a life without a script: 15.5 to 26.5 seconds where the batch runs every four.
QList<StatusStep> usualSteps(const LifecycleSubject &subject);

/// The status at lifecycle time `now`. Without a `verdict` (the import still runs) it waits in the last status that
/// needs none. `script` may be null.
LifecycleState lifecycleAt(const LifecycleSubject &subject, qint64 now, std::optional<Verdict> verdict,
                           const LifecycleScript *script);

/// The documented word for a verdict.
QString finalWord(Verdict verdict);

} // namespace practice
