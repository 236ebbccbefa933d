#include "app/journal/DownloadState.h"

#include <algorithm>
#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array<DownloadStateRow, 12> stateRows{{
    {DownloadState::Announced, "Announced"_L1, false, false},
    {DownloadState::Downloading, "Downloading"_L1, false, false},
    {DownloadState::Stored, "Stored"_L1, true, false},
    {DownloadState::AckPending, "AckPending"_L1, false, true},
    {DownloadState::Acknowledged, "Acknowledged"_L1, true, false},
    {DownloadState::Leased, "Leased"_L1, false, true},
    {DownloadState::Damaged, "Damaged"_L1, true, true},
    {DownloadState::Missing, "Missing"_L1, true, true},
    {DownloadState::Refused, "Refused"_L1, true, true},
    {DownloadState::Exporting, "Exporting"_L1, false, false},
    {DownloadState::Unconfirmed, "Unconfirmed"_L1, false, true},
    {DownloadState::ExportFailed, "ExportFailed"_L1, true, true},
}};
} // namespace

std::span<const DownloadStateRow> downloadStates()
{
    return stateRows;
}

const DownloadStateRow &row(DownloadState state)
{
    const auto found = std::ranges::find(stateRows, state, &DownloadStateRow::state);
    Q_ASSERT(found != stateRows.end());
    return *found;
}

QString word(DownloadState state)
{
    return QString(row(state).word);
}

std::optional<DownloadState> downloadStateFrom(QStringView word)
{
    for (const DownloadStateRow &candidate : stateRows) {
        if (word.compare(candidate.word, Qt::CaseInsensitive) == 0)
            return candidate.state;
    }
    return {};
}

} // namespace waybill
