#include "app/practice/odata/Model.h"

#include "app/practice/data/ReferenceData.h"
#include "app/practice/data/Text.h"
#include "app/practice/odata/sets/Sets.h"

#include <algorithm>
#include <set>

namespace practice::odata {

int EntitySet::indexOf(std::string_view property) const
{
    const auto found =
        std::find_if(properties.begin(), properties.end(), [&](const Property &p) { return p.name == property; });
    return found == properties.end() ? -1 : int(found - properties.begin());
}

const Navigation *EntitySet::navigation(std::string_view navigation) const
{
    const auto found =
        std::find_if(navigations.begin(), navigations.end(), [&](const Navigation &n) { return n.name == navigation; });
    return found == navigations.end() ? nullptr : &*found;
}

Model::Model(int filler) : m_sets(goodSets())
{
    std::set<std::string> good;
    for (const EntitySet &set : m_sets)
        good.insert(set.name);
    std::vector<EntitySet> more = fillerSets(filler);
    for (EntitySet &set : more)
        if (!good.contains(set.name))
            m_sets.push_back(std::move(set));
    std::sort(m_sets.begin(), m_sets.end(), [](const auto &a, const auto &b) { return a.name < b.name; });
    std::set<const EnumType *> used;
    for (std::size_t index = 0; index < m_sets.size(); ++index) {
        EntitySet &set = m_sets[index];
        m_byName.emplace(set.name, index);
        m_byType.emplace(set.typeName, index);
        for (Property &property : set.properties) {
            property.salt = stableHash(set.name + '.' + property.name);
            if (property.enumeration && used.insert(property.enumeration).second)
                m_enumerations.push_back(property.enumeration);
        }
    }
    std::sort(m_enumerations.begin(), m_enumerations.end(), [](auto a, auto b) { return a->name < b->name; });
}

const EntitySet *Model::find(std::string_view set) const
{
    const auto found = m_byName.find(set);
    return found == m_byName.end() ? nullptr : &m_sets[found->second];
}

const EntitySet *Model::withType(std::string_view typeName) const
{
    const auto found = m_byType.find(typeName);
    return found == m_byType.end() ? nullptr : &m_sets[found->second];
}

const EnumType *Model::enumeration(std::string_view name) const
{
    const auto found = std::find_if(m_enumerations.begin(), m_enumerations.end(),
                                    [&](const EnumType *type) { return type->name == name; });
    return found == m_enumerations.end() ? nullptr : *found;
}

const std::vector<std::string> &Model::companies()
{
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names;
        for (const QString &name : ReferenceData::companies())
            names.push_back(name.toStdString());
        names.emplace_back("dat");
        return names;
    }();
    return all;
}

} // namespace practice::odata
