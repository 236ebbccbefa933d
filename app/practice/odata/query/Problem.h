// Why a query is refused.
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace practice::odata {

/// A refusal in F&O's words. `isQuery`: the query is at fault, which the outer message then says too.
struct Problem {
    int status = 400;
    std::string message;
    bool isQuery = true;
};

inline Problem noSuchProperty(std::string_view name, std::string_view typeName)
{
    return {400, "Could not find a property named '" + std::string(name) +
                     "' on type 'Microsoft.Dynamics.DataEntities." + std::string(typeName) + "'."};
}

} // namespace practice::odata
