#pragma once

#include "app/base/Error.h"
#include "app/journal/JournalWork.h"

#include <QDeadlineTimer>

namespace waybill {

class Deadline;
class Output;

/// What a command says while opening the journal takes longer than a second: one line on the terminal. An interruption
/// ends the opening, and the command's time-out ends waiting for another program. Made in the thread of both, which
/// waits for the opening and outlives it.
class OpeningNote
{
public:
    OpeningNote(Output *output, const Deadline *deadline);

    JournalWatch watch();
    /// The error of an opening that this ended, in the command's words.
    Error named(Error error) const;

private:
    bool look(const JournalWork &work);

    Output *m_output;
    QDeadlineTimer m_patience; ///< until it is said
    QDeadlineTimer m_end;
    bool m_said = false;
    bool m_waitedEnough = false;
};

} // namespace waybill
