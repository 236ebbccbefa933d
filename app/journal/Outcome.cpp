#include "app/journal/Outcome.h"

#include "app/journal/Message.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

Outcome outcomeOf(MessageState state)
{
    switch (state) {
    case MessageState::Succeeded:
        return Outcome::Processed;
    case MessageState::Failed:
    case MessageState::Rejected:
        return Outcome::Failed;
    case MessageState::Unconfirmed:
    case MessageState::GivenUp:
        return Outcome::Undecided;
    case MessageState::Queued:
    case MessageState::Sending:
    case MessageState::InFlight:
        return Outcome::InFlight;
    case MessageState::Held:
    case MessageState::Cancelled:
        return Outcome::NotSent;
    }
    return Outcome::Undecided;
}

} // namespace

Outcome outcomeOf(const Message &message)
{
    const bool partFailed = message.state == MessageState::Failed && isPartialFailure(message.status);
    return partFailed || message.arrivedPartly() ? Outcome::WithErrors : outcomeOf(message.state);
}

QList<MessageState> statesOf(Outcome outcome)
{
    if (outcome == Outcome::WithErrors)
        return {MessageState::Succeeded, MessageState::Failed};
    QList<MessageState> states;
    for (const StateRow &row : messageStates()) {
        if (outcomeOf(row.state) == outcome)
            states.append(row.state);
    }
    return states;
}

QString outcomeSql()
{
    // Spelled like isPartialFailure and Message::arrivedPartly; a test holds them together.
    QString sql =
        u"CASE WHEN state = '%1' AND lower(replace(replace(replace(status, ' ', ''), '_', ''), '-', '')) "
        u"IN ('processedwitherrors', 'partiallysucceeded') THEN %3 "
        u"WHEN state = '%2' AND target_records < staging_records THEN %3"_s.arg(
            word(MessageState::Failed), word(MessageState::Succeeded), QString::number(int(Outcome::WithErrors)));
    for (const StateRow &row : messageStates())
        sql += u" WHEN state = '%1' THEN %2"_s.arg(row.word).arg(int(outcomeOf(row.state)));
    return sql + u" ELSE %1 END"_s.arg(int(Outcome::Undecided));
}

QString causeLinesSql()
{
    return u"coalesce((SELECT nullif(cause_text, '') FROM failures WHERE message = key), "
           u"replace(nullif(error_message, ''), char(10), ' '), "
           u"CASE WHEN state = '%1' THEN 'Fewer records reached the target than staging held' ELSE status END, '')"_s
               .arg(word(MessageState::Succeeded));
}

QString hasCauseSql()
{
    return u"instr(char(10) || %1 || char(10), char(10) || ? || char(10)) > 0"_s.arg(causeLinesSql());
}

} // namespace waybill
