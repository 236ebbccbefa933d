#include "app/journal/Statistics.h"

#include <algorithm>
#include <numeric>

namespace waybill {

qint64 OutcomeCounts::all() const
{
    return std::accumulate(of.begin(), of.end(), qint64(0));
}

OutcomeCounts Statistics::total() const
{
    OutcomeCounts sum;
    for (const OutcomeCounts &part : parts) {
        for (const Outcome outcome : outcomes)
            sum[outcome] += part[outcome];
    }
    return sum;
}

std::chrono::milliseconds percentile(QList<qint64> &values, int percent)
{
    Q_ASSERT(!values.isEmpty());
    const qsizetype rank = std::max<qsizetype>(1, (values.size() * percent + 99) / 100);
    const auto place = values.begin() + (rank - 1);
    std::nth_element(values.begin(), place, values.end());
    return std::chrono::milliseconds(*place);
}

} // namespace waybill
