#include "app/practice/odata/query/Pager.h"

#include <algorithm>
#include <numeric>

namespace practice::odata {
namespace {

constexpr std::size_t mostRemembered = 4;

/// What a row is sorted by, for one property.
struct SortKey {
    Cell::Kind kind = Cell::Kind::Null;
    std::int64_t number = 0;
    std::string text;
};

int order(const SortKey &a, const SortKey &b)
{
    // No value comes first, as databases have it.
    if (a.kind == Cell::Kind::Null || b.kind == Cell::Kind::Null)
        return int(a.kind != Cell::Kind::Null) - int(b.kind != Cell::Kind::Null);
    if (a.kind == Cell::Kind::Text || a.kind == Cell::Kind::Guid)
        return compared(a.text, b.text);
    return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

template <class Use>
void eachMatch(const Rows &rows, const Query &query, Use use)
{
    for (std::int64_t row = 0; row < rows.count(); ++row) {
        if (query.filter) {
            Place place = rows.at(row);
            if (!query.filter->takes(rows, place))
                continue;
        }
        if (!use(row))
            return;
    }
}

} // namespace

Pager::RowNumbers Pager::sorted(const Rows &rows, const Query &query)
{
    const std::string key = rows.set().name + ' ' + std::to_string(rows.count()) + ' ' +
                            std::to_string(rows.version()) + ' ' + query.orderText;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = std::find_if(m_sorted.begin(), m_sorted.end(), [&](const auto &s) { return s.key == key; });
        if (found != m_sorted.end())
            return found->rows;
    }
    std::vector<std::int64_t> numbers;
    std::vector<SortKey> keys;
    const std::size_t width = query.order.size();
    Cell cell;
    eachMatch(rows, query, [&](std::int64_t row) {
        numbers.push_back(row);
        Place place = rows.at(row);
        for (const Ordering &by : query.order) {
            rows.make(place, by.property, cell);
            const bool isText = cell.kind == Cell::Kind::Text || cell.kind == Cell::Kind::Guid;
            keys.push_back({cell.kind, cell.number, isText ? std::string(cell.text) : std::string()});
        }
        return true;
    });
    std::vector<std::size_t> places(numbers.size());
    std::iota(places.begin(), places.end(), std::size_t(0));
    std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
        for (std::size_t by = 0; by < width; ++by)
            if (const int result = order(keys[a * width + by], keys[b * width + by]); result != 0)
                return (result < 0) != query.order[by].isDescending;
        return false;
    });
    auto result = std::make_shared<std::vector<std::int64_t>>();
    result->reserve(places.size());
    for (const std::size_t place : places)
        result->push_back(numbers[place]);
    const std::lock_guard lock(m_mutex);
    m_sorted.push_front({key, result});
    if (m_sorted.size() > mostRemembered)
        m_sorted.pop_back();
    return result;
}

std::int64_t Pager::count(const Rows &rows, const Query &query) const
{
    if (!query.filter)
        return rows.count();
    std::int64_t count = 0;
    eachMatch(rows, query, [&](std::int64_t) { return ++count, true; });
    return count;
}

Page Pager::page(const Rows &rows, const Query &query)
{
    const std::int64_t wanted = std::min(m_pageSize, query.top.value_or(m_pageSize));
    const bool mayGoOn = !query.top || *query.top > wanted;
    Page page;
    std::int64_t seen = 0;
    const auto take = [&](std::int64_t row) {
        const std::int64_t place = seen++ - query.skip;
        if (place >= 0 && place < wanted)
            page.rows.push_back(row);
        page.hasMore = page.hasMore || (mayGoOn && place >= wanted);
        return query.wantsCount || place < wanted;
    };
    if (!query.order.empty()) {
        const RowNumbers all = sorted(rows, query);
        seen = std::min(query.skip, std::int64_t(all->size()));
        for (std::size_t at = std::size_t(seen); at < all->size() && take((*all)[at]); ++at) {
        }
        seen = std::int64_t(all->size());
    } else if (!query.filter) {
        seen = std::min(query.skip, rows.count());
        while (seen < rows.count() && seen - query.skip <= wanted)
            take(seen);
        seen = rows.count();
    } else {
        eachMatch(rows, query, take);
    }
    if (query.wantsCount)
        page.count = seen;
    return page;
}

} // namespace practice::odata
