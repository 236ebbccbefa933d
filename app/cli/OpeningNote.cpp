#include "app/cli/OpeningNote.h"

#include "app/cli/Deadline.h"
#include "app/cli/Interrupts.h"
#include "app/cli/Output.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString sentence(JournalWork::Kind kind)
{
    switch (kind) {
    case JournalWork::Kind::Opening:
        return u"Opening the journal…"_s;
    case JournalWork::Kind::Waiting:
        return u"Another program is bringing the journal to this version; waiting for it…"_s;
    case JournalWork::Kind::Checking:
        return u"Checking the journal, which was found damaged…"_s;
    case JournalWork::Kind::Copying:
    case JournalWork::Kind::Changing:
        return u"Bringing the journal to this version; a copy of it is kept…"_s;
    case JournalWork::Kind::Saving:
        return u"Saving what is sound of the damaged journal…"_s;
    }
    Q_UNREACHABLE();
}
} // namespace

OpeningNote::OpeningNote(Output *output, const Deadline *deadline)
    : m_output(output), m_patience(std::chrono::seconds(1)), m_end(QDeadlineTimer::Forever)
{
    // Asked here: the watch is called in a thread in which a timer cannot be read.
    if (const auto left = deadline->left())
        m_end.setRemainingTime(left->count());
}

JournalWatch OpeningNote::watch()
{
    return [this](const JournalWork &work) { return look(work); };
}

bool OpeningNote::look(const JournalWork &work)
{
    if (!m_said && m_patience.hasExpired()) {
        m_said = true;
        m_output->terminalNote(sentence(work.kind));
    }
    m_waitedEnough = m_waitedEnough || (work.kind == JournalWork::Kind::Waiting && m_end.hasExpired());
    return !Interrupts::areSeen() && !m_waitedEnough;
}

Error OpeningNote::named(Error error) const
{
    if (error.kind == ErrorKind::Cancelled && m_waitedEnough) {
        return {ErrorKind::Busy, u"Another program is still bringing the journal to this version, and the time is up; "
                                 u"nothing was done. Try again when it has ended."_s};
    }
    return error;
}

} // namespace waybill
