#include "app/practice/odata/Labels.h"

#include <set>

namespace practice::odata {
namespace {

bool isCapital(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

} // namespace

std::string labelFromName(std::string_view name)
{
    std::string label;
    for (std::size_t at = 0; at < name.size(); ++at) {
        const bool begins = at > 0 && isCapital(name[at]) && !isCapital(name[at - 1]);
        const bool endsShort = at > 0 && at + 1 < name.size() && isCapital(name[at]) && isCapital(name[at - 1]) &&
                               name[at + 1] >= 'a' && name[at + 1] <= 'z';
        const bool isShort = at + 1 < name.size() && isCapital(name[at + 1]);
        if (begins || endsShort)
            label += ' ';
        label += (begins || endsShort) && !isShort ? char(name[at] + 32) : name[at];
    }
    return label;
}

std::string labelOf(const Property &property)
{
    return property.label.empty() ? labelFromName(property.name) : property.label;
}

Labels::Labels(const Model &model)
{
    std::set<std::string> all;
    for (const EntitySet &set : model.sets()) {
        all.insert(set.label);
        for (const Property &property : set.properties)
            all.insert(labelOf(property));
    }
    for (const EnumType *type : model.enumerations()) {
        all.insert(labelFromName(type->name));
        for (const std::string &symbol : type->symbols)
            all.insert(labelFromName(symbol));
    }
    for (const std::string &english : all) {
        m_places.emplace(english, m_english.size());
        m_ids.push_back("@SYS" + std::to_string(100001 + m_english.size()));
        m_english.push_back(english);
    }
}

const std::string &Labels::idOf(const std::string &english) const
{
    return m_ids[m_places.find(english)->second];
}

} // namespace practice::odata
