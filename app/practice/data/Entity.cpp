#include "app/practice/data/Entity.h"

#include "app/practice/data/Text.h"

#include <algorithm>

namespace practice {

int Entity::indexOf(std::string_view name) const
{
    const std::string wanted = folded(name);
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field &field) { return field.name == wanted; });
    return found == fields.end() ? -1 : int(found - fields.begin());
}

int Entity::keyCount() const
{
    return int(std::count_if(fields.begin(), fields.end(), [](const Field &field) { return field.isKey; }));
}

} // namespace practice
