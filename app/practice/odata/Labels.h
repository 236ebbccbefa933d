// Labels of the entities in the languages of the practice environment.
#pragma once

#include "app/practice/odata/Model.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace practice::odata {

/// en-us, de and fr, in this order.
const std::array<std::string, 3> &labelLanguages();

/// What has no words of its own is said in English, as F&O does.
std::string translated(const std::string &english, std::size_t language);

/// "CustomerAccount" as "Customer account".
std::string labelFromName(std::string_view name);
/// A property's label in English.
std::string labelOf(const Property &property);

/// All labels of a model with their ids, such as @SYS100017. Immutable once made.
class Labels
{
public:
    explicit Labels(const Model &model);

    const std::string &idOf(const std::string &english) const;
    std::size_t count() const { return m_english.size(); }
    /// By its place in the order of the ids.
    const std::string &id(std::size_t place) const { return m_ids[place]; }
    const std::string &english(std::size_t place) const { return m_english[place]; }

private:
    std::vector<std::string> m_english;
    std::vector<std::string> m_ids;
    std::map<std::string, std::size_t, std::less<>> m_places;
};

} // namespace practice::odata
