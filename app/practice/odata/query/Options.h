// The options of a request's query, as they were sent and as they are meant.
#pragma once

#include "app/practice/odata/query/Filter.h"
#include "app/practice/odata/query/Problem.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace practice::odata {

struct Ordering {
    int property = 0;
    bool isDescending = false;
};

struct Expansion {
    const Navigation *navigation = nullptr;
    const EntitySet *target = nullptr;
    std::vector<int> selected; ///< properties of the target
};

/// What is asked of one set, checked against it.
struct Query {
    std::optional<Filter> filter;
    std::vector<int> selected; ///< properties in the order of the set
    std::vector<Ordering> order;
    std::vector<Expansion> expansions;
    std::optional<std::int64_t> top;
    std::int64_t skip = 0;
    bool wantsCount = false;
    bool isCrossCompany = false;
    std::string orderText; ///< filter, order and companies as sent: the same text, the same rows in the same order
    std::vector<std::pair<std::string, std::string>> sent; ///< names decoded, values as they came
};

/// `query`: what stands behind the question mark, as it came.
std::variant<Query, Problem> readQuery(std::string_view query, const EntitySet &set, const Model &model);

/// The query that asks for what is behind the first `taken` rows.
std::string queryAfter(const Query &query, std::int64_t taken);

/// Without percent signs; a plus is a blank where `isForm`.
std::string decoded(std::string_view text, bool isForm);

} // namespace practice::odata
