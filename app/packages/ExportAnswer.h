#pragma once

#include "app/base/Ids.h"
#include "app/http/Http.h"

namespace waybill {

/// What came of an order for an export, which starts one: an answer that did not come may have started it too.
struct ExportAnswer {
    enum class Verdict {
        Running,    ///< there is an execution
        Again,      ///< nothing was started; may be asked again at once (the gate waits where the service said so)
        Refused,    ///< nothing was started: the service said no
        NotReached, ///< nothing was started: nobody was reached
        Lost,       ///< it may have been started
    };
    Verdict verdict = Verdict::NotReached;
    ExecutionId id = {}; ///< with Running
    Error error = {};    ///< with all others
};

/// An execution ID is a text that names one run (GUID, or a name and a time): in one line, at most 250 characters, kept
/// as it came. What a successful answer brings instead of one makes it Lost.
ExportAnswer judgeExport(const HttpOutcome &outcome);

/// The messages in a list of errors, in one line; the list is a JSON text inside a JSON string and need not be sound.
QString firstErrorMessages(const QString &list);

} // namespace waybill
