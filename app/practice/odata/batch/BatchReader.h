// A batch as its body tells it: OData 4.0, part 1, section 11.7.
#pragma once

#include "app/practice/odata/query/Problem.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace practice::odata {

/// More operations than these, or more parts, are refused.
constexpr std::size_t mostOperations = 1000;

/// One request of a batch. Points into the batch's body.
struct BatchOperation {
    std::string_view method; ///< GET, POST, PUT, PATCH or DELETE
    std::string_view target; ///< as it came: an address, a path, or a path relative to the service's root
    std::vector<std::pair<std::string_view, std::string_view>> headers;
    std::string_view body;
    std::string_view contentId; ///< empty: it has none
};

/// One operation, or a change set of them: writes that count together.
struct BatchPart {
    bool isChangeSet = false;
    std::vector<BatchOperation> operations; ///< one where it is no change set, never none
};

/// All parts, or why the batch is refused as a whole. What it points to lives as long as the body.
std::variant<std::vector<BatchPart>, Problem> readBatch(std::string_view body, std::string_view boundary);

} // namespace practice::odata
