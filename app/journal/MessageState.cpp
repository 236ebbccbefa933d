#include "app/journal/MessageState.h"

#include <algorithm>
#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array<StateRow, 10> states{{
    {MessageState::Queued, "Queued"_L1, false, false},
    {MessageState::Held, "Held"_L1, false, true},
    {MessageState::Sending, "Sending"_L1, false, false},
    {MessageState::Unconfirmed, "Unconfirmed"_L1, false, true},
    {MessageState::Rejected, "Rejected"_L1, true, true},
    {MessageState::Cancelled, "Cancelled"_L1, true, false},
    {MessageState::InFlight, "InFlight"_L1, false, false},
    {MessageState::Succeeded, "Succeeded"_L1, true, false},
    {MessageState::Failed, "Failed"_L1, true, true},
    {MessageState::GivenUp, "GivenUp"_L1, false, true},
}};

struct StatusRow {
    QLatin1StringView word; ///< folded: lower case, letters only
    MessageState state;
};
// The final words; whatever is not here is still on its way.
constexpr std::array<StatusRow, 13> finalWords{{
    {"processed"_L1, MessageState::Succeeded},
    {"acked"_L1, MessageState::Succeeded},
    {"preprocessingerror"_L1, MessageState::Failed},
    {"preprocesserror"_L1, MessageState::Failed},
    {"processedwitherrors"_L1, MessageState::Failed},
    {"postprocessingfailed"_L1, MessageState::Failed},
    {"postprocesserror"_L1, MessageState::Failed},
    {"postprocessingerror"_L1, MessageState::Failed},
    // Of executions that are tracked without their message.
    {"succeeded"_L1, MessageState::Succeeded},
    {"partiallysucceeded"_L1, MessageState::Failed},
    {"failed"_L1, MessageState::Failed},
    {"canceled"_L1, MessageState::Failed},
    {"cancelled"_L1, MessageState::Failed},
}};

// DataJobState of jobstatus by number.
constexpr std::array<QLatin1StringView, 9> jobStates{
    "Enqueued"_L1,       "Dequeued"_L1,  "Downloaded"_L1,          "Acked"_L1,
    "InProcess"_L1,      "Processed"_L1, "ProcessedWithErrors"_L1, "PostProcessError"_L1,
    "PreProcessError"_L1};

QString folded(QStringView word)
{
    QString letters;
    letters.reserve(word.size());
    for (const QChar c : word) {
        if (!c.isSpace() && c != u'_' && c != u'-')
            letters += c.toLower();
    }
    return letters;
}
} // namespace

std::span<const StateRow> messageStates()
{
    return states;
}

const StateRow &row(MessageState state)
{
    const auto found = std::ranges::find(states, state, &StateRow::state);
    Q_ASSERT(found != states.end());
    return *found;
}

QString word(MessageState state)
{
    return QString(row(state).word);
}

std::optional<MessageState> messageStateFrom(QStringView word)
{
    for (const StateRow &candidate : states) {
        if (word.compare(candidate.word, Qt::CaseInsensitive) == 0)
            return candidate.state;
    }
    return {};
}

MessageState stateOfStatus(QStringView status)
{
    const QString letters = folded(status);
    const auto found = std::ranges::find_if(finalWords, [&](const StatusRow &row) { return letters == row.word; });
    return found == finalWords.end() ? MessageState::InFlight : found->state;
}

bool isPartialFailure(QStringView status)
{
    const QString letters = folded(status);
    return letters == "processedwitherrors"_L1 || letters == "partiallysucceeded"_L1;
}

QString statusWord(const QString &wordOrNumber)
{
    bool isNumber = false;
    const uint number = wordOrNumber.trimmed().toUInt(&isNumber);
    return isNumber && number < jobStates.size() ? QString(jobStates.at(number)) : wordOrNumber;
}

} // namespace waybill
