#include "app/practice/data/FieldMap.h"

#include "app/practice/data/Text.h"

#include <algorithm>

namespace practice {

FieldMap::FieldMap(const Entity &entity)
{
    for (std::size_t index = 0; index < entity.fields.size(); ++index)
        m_fields.emplace_back(entity.fields[index].name, int(index));
}

void FieldMap::add(std::string_view sourceName, int field)
{
    m_fields.emplace_back(folded(sourceName), field);
}

int FieldMap::indexOf(std::string_view sourceName) const
{
    const std::string wanted = folded(sourceName);
    const auto found =
        std::find_if(m_fields.begin(), m_fields.end(), [&](const auto &entry) { return entry.first == wanted; });
    return found == m_fields.end() ? -1 : found->second;
}

} // namespace practice
