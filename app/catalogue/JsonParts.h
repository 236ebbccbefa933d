#pragma once

#include "app/catalogue/Utf8.h"

#include <simdjson.h>

#include <optional>

namespace waybill {

// Members of JSON that is parsed: one that is missing or of another kind is as if it were empty.

inline QString textIn(const simdjson::dom::object &object, std::string_view name)
{
    std::string_view found;
    return object[name].get(found) == simdjson::SUCCESS ? textOf(found) : QString();
}

inline std::optional<bool> flagIn(const simdjson::dom::object &object, std::string_view name)
{
    bool found = false;
    return object[name].get(found) == simdjson::SUCCESS ? std::optional(found) : std::nullopt;
}

inline std::optional<qint64> numberIn(const simdjson::dom::object &object, std::string_view name)
{
    int64_t found = 0;
    return object[name].get(found) == simdjson::SUCCESS ? std::optional<qint64>(found) : std::nullopt;
}

/// Hands on every object of a list.
template <class Take>
void eachOf(const simdjson::dom::array &list, const Take &take)
{
    for (const simdjson::dom::element &element : list) {
        if (simdjson::dom::object item; element.get(item) == simdjson::SUCCESS)
            take(item);
    }
}

template <class Take>
void eachIn(const simdjson::dom::object &object, std::string_view name, const Take &take)
{
    if (simdjson::dom::array list; object[name].get(list) == simdjson::SUCCESS)
        eachOf(list, take);
}

} // namespace waybill
