// Which rows a query gets.
#pragma once

#include "app/practice/odata/query/Options.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace practice::odata {

/// The rows of one page, by their numbers.
struct Page {
    std::vector<std::int64_t> rows;
    bool hasMore = false;
    std::optional<std::int64_t> count; ///< of all that the filter takes
};

/// Finds and sorts. Remembers the order of the last sorted queries by row numbers, so that the next page need not be
/// sorted again. May be used from several threads.
class Pager
{
public:
    explicit Pager(std::int64_t pageSize) : m_pageSize(pageSize) {}

    Page page(const Rows &rows, const Query &query);
    std::int64_t count(const Rows &rows, const Query &query) const;

private:
    using RowNumbers = std::shared_ptr<const std::vector<std::int64_t>>;
    struct Sorted {
        std::string key;
        RowNumbers rows;
    };

    RowNumbers sorted(const Rows &rows, const Query &query);

    const std::int64_t m_pageSize;
    std::mutex m_mutex;
    std::deque<Sorted> m_sorted; ///< the last used first
};

} // namespace practice::odata
