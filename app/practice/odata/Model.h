// The entities as OData shows them.
#pragma once

#include "app/practice/odata/Recipe.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace practice::odata {

enum class Type { Text, Integer, Long, Decimal, Time, Enumeration, Guid, Boolean, Json };

/// A symbol's value is its place.
struct EnumType {
    std::string name;
    std::vector<std::string> symbols;
};

struct Property {
    std::string name;
    Type type = Type::Text;
    Recipe recipe;
    int length = 0; ///< of text, in characters; 0 where it has none
    bool isKey = false;
    bool isMandatory = false;
    bool isReadOnly = false;
    const EnumType *enumeration = nullptr;
    std::string label = {}; ///< in English; empty: made from the name
    std::uint64_t salt = 0;
};

/// A relation: the pairs of properties, own and other's, that are equal. dataAreaId is always among them where both
/// sides have it, and is not listed.
struct Navigation {
    std::string name;
    std::string target; ///< name of the set
    bool isMany = false;
    std::vector<std::pair<std::string, std::string>> pairs;
};

struct Action {
    std::string name;
    std::vector<std::pair<std::string, std::string>> parameters; ///< name and type, such as Edm.String
    std::string returns;
};

/// How many rows a company has; the index of a company is that of Model::companies().
using RowCount = std::function<std::int64_t(const Pools &, int company)>;

struct EntitySet {
    std::string name;            ///< "CustomersV3"
    std::string typeName;        ///< the public name: "CustomerV3"
    std::string entityName = {}; ///< "CustCustomerV3Entity"
    std::string label = {};      ///< in English
    std::string category = {};   ///< Master, Transaction, Reference, Document, Parameters
    RowCount rows;
    std::vector<Property> properties;
    std::vector<Navigation> navigations = {};
    std::vector<Action> actions = {};
    bool isReadOnly = false;
    std::optional<Table> fills = {}; ///< the table whose members are its rows
    std::string importedTable = {};  ///< the name of that table where what is imported into it shows

    /// The index of a property by its exact name, or -1.
    int indexOf(std::string_view property) const;
    const Navigation *navigation(std::string_view navigation) const;
    /// The index of dataAreaId; -1: the set belongs to no company.
    int companyProperty() const { return indexOf("dataAreaId"); }
};

/// All sets and enumerations; immutable once made, so that every thread may read it.
class Model
{
public:
    /// `filler`: how many sets with hardly a row there are besides the good ones.
    explicit Model(int filler);
    Model(const Model &) = delete;

    const std::vector<EntitySet> &sets() const { return m_sets; }
    const EntitySet *find(std::string_view set) const;
    const EntitySet *withType(std::string_view typeName) const;
    const std::vector<const EnumType *> &enumerations() const { return m_enumerations; }
    const EnumType *enumeration(std::string_view name) const;

    /// Legal entities in the order of their index, the default one first; the last, dat, has no rows.
    static const std::vector<std::string> &companies();

private:
    std::vector<EntitySet> m_sets;
    std::map<std::string, std::size_t, std::less<>> m_byName;
    std::map<std::string, std::size_t, std::less<>> m_byType;
    std::vector<const EnumType *> m_enumerations;
};

} // namespace practice::odata
