#include "app/practice/odata/MetadataSets.h"

#include "app/practice/odata/Csdl.h"
#include "app/practice/odata/RowText.h"

#include <string>

namespace practice::odata {
namespace {

constexpr std::string_view metadataNamespace = "Microsoft.Dynamics.Metadata.";

/// Objects and lists as JSON, one member after the other.
class JsonText
{
public:
    explicit JsonText(std::string &out) : m_out(out) {}

    JsonText &begin(char bracket)
    {
        separate();
        m_out += bracket;
        m_isFirst = true;
        return *this;
    }
    JsonText &end(char bracket)
    {
        m_out += bracket;
        m_isFirst = false;
        return *this;
    }
    JsonText &name(std::string_view name)
    {
        separate();
        appendQuoted(m_out, name);
        m_out += ':';
        m_isFirst = true;
        return *this;
    }
    JsonText &raw(std::string_view value)
    {
        separate();
        m_out += value;
        return *this;
    }
    JsonText &text(std::string_view key, std::string_view value)
    {
        name(key);
        m_isFirst = false;
        appendQuoted(m_out, value);
        return *this;
    }
    JsonText &boolean(std::string_view key, bool value) { return name(key).raw(value ? "true" : "false"); }

private:
    void separate()
    {
        if (!m_isFirst)
            m_out += ',';
        m_isFirst = false;
    }

    std::string &m_out;
    bool m_isFirst = true;
};

std::string_view dataTypeOf(const Property &property)
{
    switch (property.type) {
    case Type::Integer:
        return "Int32";
    case Type::Long:
        return "Int64";
    case Type::Decimal:
        return "Real";
    case Type::Time:
        return "UtcDateTime";
    case Type::Enumeration:
        return "Enum";
    case Type::Guid:
        return "Guid";
    default:
        return "String";
    }
}

std::string propertiesOf(const EntitySet &set, const Labels &labels)
{
    std::string out;
    JsonText json(out);
    json.begin('[');
    for (const Property &property : set.properties) {
        json.begin('{').text("Name", property.name).text("TypeName", edmTypeOf(property));
        json.text("DataType", dataTypeOf(property)).text("LabelId", labels.idOf(labelOf(property)));
        json.boolean("IsKey", property.isKey).boolean("IsMandatory", property.isMandatory);
        json.boolean("ConfigurationEnabled", true);
        json.boolean("AllowEdit", !property.isKey && !property.isReadOnly && !set.isReadOnly);
        json.boolean("AllowEditOnCreate", !property.isReadOnly && !set.isReadOnly);
        json.boolean("IsDimension", false).name("DimensionRelation").raw("null");
        json.boolean("IsDynamicDimension", false).end('}');
    }
    json.end(']');
    return out;
}

std::string navigationsOf(const EntitySet &set, const Model &model)
{
    std::string out;
    JsonText json(out);
    json.begin('[');
    for (const Navigation &navigation : set.navigations) {
        json.begin('{').text("Name", navigation.name);
        json.text("RelatedEntity", model.find(navigation.target)->typeName);
        json.name("RelatedRelationName").raw("null");
        json.text("Cardinality", navigation.isMany ? "Multiple" : "Single").name("Constraints").begin('[');
        for (const auto &[own, other] : navigation.pairs)
            json.begin('{')
                .text("@odata.type", "#" + std::string(metadataNamespace) + "ReferentialConstraint")
                .text("Property", own)
                .text("ReferencedProperty", other)
                .end('}');
        json.end(']').end('}');
    }
    json.end(']');
    return out;
}

std::string actionsOf(const EntitySet &set)
{
    std::string out;
    JsonText json(out);
    const auto type = [&](std::string_view name) {
        json.begin('{').text("TypeName", name).boolean("IsCollection", false).end('}');
    };
    json.begin('[');
    for (const Action &action : set.actions) {
        json.begin('{').text("Name", action.name).text("BindingKind", "BoundToEntitySet").name("Parameters").begin('[');
        for (const auto &[name, typeName] : action.parameters) {
            json.begin('{').text("Name", name).name("Type");
            type(typeName);
            json.end('}');
        }
        json.end(']').name("ReturnType");
        type(action.returns);
        json.name("FieldLookup").raw("null").end('}');
    }
    json.end(']');
    return out;
}

std::string membersOf(const EnumType &type, const Labels &labels)
{
    std::string out;
    JsonText json(out);
    json.begin('[');
    for (std::size_t value = 0; value < type.symbols.size(); ++value)
        json.begin('{')
            .text("Name", type.symbols[value])
            .name("Value")
            .raw(std::to_string(value))
            .text("LabelId", labels.idOf(labelFromName(type.symbols[value])))
            .boolean("ConfigurationEnabled", true)
            .end('}');
    json.end(']');
    return out;
}

/// A property whose value follows from the row's number.
Property textOf(std::string name, std::function<std::string(std::size_t)> value, bool isKey = false)
{
    return {.name = std::move(name),
            .recipe = [value = std::move(value)](const Place &place,
                                                 Cell &cell) { cell.keepText(value(std::size_t(place.row))); },
            .isKey = isKey};
}

Property jsonOf(std::string name, std::function<std::string(std::size_t)> value)
{
    Property property = textOf(std::move(name), std::move(value));
    property.type = Type::Json;
    property.recipe = [inner = std::move(property.recipe)](const Place &place, Cell &cell) {
        inner(place, cell);
        cell.kind = Cell::Kind::Json;
    };
    return property;
}

Property booleanOf(std::string name, std::function<bool(std::size_t)> value)
{
    return {.name = std::move(name),
            .type = Type::Boolean,
            .recipe = [value = std::move(value)](const Place &place, Cell &cell) {
                cell.setBoolean(value(std::size_t(place.row)));
            }};
}

RowCount rowsIn(std::size_t count)
{
    return [count](const Pools &, int) { return std::int64_t(count); };
}

} // namespace

std::vector<EntitySet> metadataSets(const Model &model, const Labels &labels)
{
    const auto set = [&model](std::size_t row) -> const EntitySet & { return model.sets()[row]; };
    const auto type = [&model](std::size_t row) -> const EnumType & { return *model.enumerations()[row]; };
    const auto isSet = [](std::size_t) { return true; };
    const auto labelId = [&labels, set](std::size_t row) { return labels.idOf(set(row).label); };
    const auto isReadOnly = [set](std::size_t row) { return set(row).isReadOnly; };
    const std::size_t languages = labelLanguages().size();
    std::vector<EntitySet> sets;
    sets.push_back({.name = "DataEntities",
                    .typeName = "DataEntity",
                    .rows = rowsIn(model.sets().size()),
                    .properties = {textOf(
                                       "Name", [set](std::size_t row) { return set(row).entityName; }, true),
                                   textOf("PublicEntityName", [set](std::size_t row) { return set(row).typeName; }),
                                   textOf("PublicCollectionName", [set](std::size_t row) { return set(row).name; }),
                                   textOf("LabelId", labelId), booleanOf("DataServiceEnabled", isSet),
                                   booleanOf("DataManagementEnabled",
                                             [set](std::size_t row) { return set(row).category != "Parameters"; }),
                                   textOf("EntityCategory", [set](std::size_t row) { return set(row).category; }),
                                   booleanOf("IsReadOnly", isReadOnly)}});
    sets.push_back(
        {.name = "PublicEntities",
         .typeName = "PublicEntity",
         .rows = rowsIn(model.sets().size()),
         .properties = {
             textOf(
                 "Name", [set](std::size_t row) { return set(row).typeName; }, true),
             textOf("EntitySetName", [set](std::size_t row) { return set(row).name; }), textOf("LabelId", labelId),
             booleanOf("IsReadOnly", isReadOnly), booleanOf("ConfigurationEnabled", isSet),
             jsonOf("Properties", [set, &labels](std::size_t row) { return propertiesOf(set(row), labels); }),
             jsonOf("NavigationProperties", [set, &model](std::size_t row) { return navigationsOf(set(row), model); }),
             jsonOf("PropertyGroups", [](std::size_t) { return std::string("[]"); }),
             jsonOf("Actions", [set](std::size_t row) { return actionsOf(set(row)); })}});
    sets.push_back(
        {.name = "PublicEnumerations",
         .typeName = "PublicEnumeration",
         .rows = rowsIn(model.enumerations().size()),
         .properties = {
             textOf(
                 "Name", [type](std::size_t row) { return type(row).name; }, true),
             textOf("LabelId", [type, &labels](std::size_t row) { return labels.idOf(labelFromName(type(row).name)); }),
             jsonOf("Members", [type, &labels](std::size_t row) { return membersOf(type(row), labels); })}});
    sets.push_back(
        {.name = "Labels",
         .typeName = "Label",
         .rows = rowsIn(labels.count() * languages),
         .properties = {
             textOf(
                 "Id", [&labels, languages](std::size_t row) { return labels.id(row / languages); }, true),
             textOf(
                 "Language", [languages](std::size_t row) { return labelLanguages()[row % languages]; }, true),
             textOf("Value", [&labels, languages](std::size_t row) {
                 return translated(labels.english(row / languages), row % languages);
             })}});
    return sets;
}

} // namespace practice::odata
