#include "ui/explore/ChartFigure.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace waybill {

namespace {

constexpr qsizetype looksAtStop = 4'096;

struct Group {
    qint64 rows = 0;
    double sum = 0;
};

double valueOf(const Group &group, ChartMeasure measure)
{
    switch (measure) {
    case ChartMeasure::Rows:
        return double(group.rows);
    case ChartMeasure::Sum:
        return group.sum;
    case ChartMeasure::Average:
        return group.rows > 0 ? group.sum / double(group.rows) : 0;
    }
    return 0;
}

} // namespace

ChartFigure chartFigure(const RowStore &store, int by, int of, ChartMeasure measure, int most,
                        const std::stop_token &stop)
{
    ChartFigure figure;
    std::unordered_map<std::string_view, Group> groups; // the views live as long as the store
    for (qsizetype row = 0; row < store.rows(); ++row) {
        if (row % looksAtStop == 0 && stop.stop_requested())
            break;
        double number = 0;
        if (measure != ChartMeasure::Rows) {
            const auto value = store.number(row, of);
            if (!value)
                continue;
            number = *value;
        }
        const std::string_view name = store.isEmptyDate(row, by) ? std::string_view() : store.text(row, by);
        const auto found = groups.find(name);
        if (found == groups.end() && qsizetype(groups.size()) >= ChartFigure::mostGroups) {
            ++figure.leftOut;
            continue;
        }
        Group &group = found == groups.end() ? groups[name] : found->second;
        ++group.rows;
        group.sum += number;
    }
    figure.groups = qint64(groups.size());
    std::vector<std::pair<std::string_view, double>> all;
    all.reserve(groups.size());
    for (const auto &[name, group] : groups)
        all.emplace_back(name, valueOf(group, measure));
    const auto end = all.begin() + std::min<std::ptrdiff_t>(most, std::ptrdiff_t(all.size()));
    std::partial_sort(all.begin(), end, all.end(), [](const auto &a, const auto &b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    for (auto bar = all.begin(); bar != end; ++bar)
        figure.bars.append({QString::fromUtf8(bar->first.data(), qsizetype(bar->first.size())), bar->second});
    return figure;
}

} // namespace waybill
