// Which name of a source file stands for which field of an entity.
#pragma once

#include "app/practice/data/Entity.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace practice {

/// A mapping between source and staging. Names are compared without regard to case.
class FieldMap
{
public:
    /// Every field by its own name.
    explicit FieldMap(const Entity &entity);
    /// Nothing yet.
    FieldMap() = default;

    void add(std::string_view sourceName, int field);
    bool isEmpty() const { return m_fields.empty(); }

    /// The field's index, or -1.
    int indexOf(std::string_view sourceName) const;

private:
    std::vector<std::pair<std::string, int>> m_fields;
};

} // namespace practice
