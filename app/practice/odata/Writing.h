// Reading the body of a request that writes a record.
#pragma once

#include "app/practice/odata/Changes.h"
#include "app/practice/odata/Model.h"
#include "app/practice/odata/query/Problem.h"

#include <map>
#include <string_view>
#include <variant>

namespace practice::odata {

/// The values of a JSON object by the index of their property, each of its property's type; annotations are passed
/// over. Wrong names and values are refused with the name.
std::variant<std::map<int, WrittenValue>, Problem> valuesFrom(std::string_view json, const EntitySet &set);

/// What a new record has where nothing was said: as F&O, no value is none.
WrittenValue emptyValue(const Property &property);

} // namespace practice::odata
