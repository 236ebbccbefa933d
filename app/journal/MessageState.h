#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <span>

namespace waybill {

/// The states of a message (the one table that code, command line, window and README use).
enum class MessageState {
    Queued,
    Held,
    Sending,
    Unconfirmed,
    Rejected,
    Cancelled,
    InFlight,
    Succeeded,
    Failed,
    GivenUp
};

/// What a state means to the eye; `ui/style` gives it a colour.
enum class StateTone { Quiet, Running, Green, Amber, Red, Violet };

/// One row of the table of states.
struct StateRow {
    MessageState state;
    QLatin1StringView word; ///< in JSON, in events and in the journal
    bool final;             ///< nothing more happens by itself
    bool needsAttention;    ///< unless handled
};

std::span<const StateRow> messageStates();
const StateRow &row(MessageState state);
QString word(MessageState state);
std::optional<MessageState> messageStateFrom(QStringView word); ///< without regard to case

/// What a word of GetMessageStatus, jobstatus or, for a tracked execution, GetExecutionSummaryStatus means here
/// (protocol.md sections 2 and 3, all spellings, without regard to case). An unknown word is InFlight.
MessageState stateOfStatus(QStringView status);
/// True for ProcessedWithErrors and PartiallySucceeded in any spelling: failed, but amber.
bool isPartialFailure(QStringView status);
/// The word of a numeric DataJobState (0–8) or the word itself.
QString statusWord(const QString &wordOrNumber);

} // namespace waybill
