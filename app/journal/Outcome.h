#pragma once

#include <QList>
#include <QString>

#include <array>

namespace waybill {

struct Message;
enum class MessageState;

/// How a message ended, or has not yet, in the six kinds that figures tell apart. Every message has exactly one.
enum class Outcome {
    Processed,  ///< everything arrived
    WithErrors, ///< a part arrived: ProcessedWithErrors, or fewer in the target than staging held
    Failed,     ///< nothing arrived: the other failures, and what the service refused
    Undecided,  ///< Unconfirmed or GivenUp
    InFlight,   ///< Queued, Sending or with the service
    NotSent,    ///< Held, or cancelled before sending
};
inline constexpr int outcomeCount = 6;
/// In the order in which they are stacked and listed.
inline constexpr std::array<Outcome, outcomeCount> outcomes{Outcome::Processed, Outcome::WithErrors, Outcome::Failed,
                                                            Outcome::Undecided, Outcome::InFlight,   Outcome::NotSent};

Outcome outcomeOf(const Message &message);
/// The states a message of this outcome can be in.
QList<MessageState> statesOf(Outcome outcome);

/// An SQL expression over the columns of `messages`: the outcome as its number.
QString outcomeSql();
/// An SQL expression over the columns of `messages`: why a message with a bad outcome failed, one cause a line. The
/// causes of its kept Failure; where there are none, what the service said when it refused, or its status word.
QString causeLinesSql();
/// An SQL condition with one `?`: the message failed for exactly this cause.
QString hasCauseSql();

} // namespace waybill
