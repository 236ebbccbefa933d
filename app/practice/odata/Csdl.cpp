#include "app/practice/odata/Csdl.h"

namespace practice::odata {
namespace {

using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

/// `<name a="b"` with `end` behind it. No name of the model needs escaping.
void append(std::string &out, std::string_view name, Attributes attributes, std::string_view end = "/>")
{
    out.append("<").append(name);
    for (const auto &[key, value] : attributes)
        out.append(" ").append(key).append("=\"").append(value).append("\"");
    out.append(end).append("\n");
}

void appendEnumeration(std::string &out, const EnumType &type)
{
    append(out, "EnumType", {{"Name", type.name}}, ">");
    for (std::size_t value = 0; value < type.symbols.size(); ++value)
        append(out, "Member", {{"Name", type.symbols[value]}, {"Value", std::to_string(value)}});
    out.append("</EnumType>\n");
}

void appendProperty(std::string &out, const Property &property)
{
    const std::string type = edmTypeOf(property);
    const std::string_view end = property.isReadOnly ? ">" : "/>";
    if (property.length > 0)
        append(out, "Property",
               {{"Name", property.name},
                {"Type", type},
                {"Nullable", property.isMandatory ? "false" : "true"},
                {"MaxLength", std::to_string(property.length)}},
               end);
    else
        append(out, "Property",
               {{"Name", property.name}, {"Type", type}, {"Nullable", property.isMandatory ? "false" : "true"}}, end);
    if (property.isReadOnly) {
        append(out, "Annotation", {{"Term", "Org.OData.Core.V1.Computed"}, {"Bool", "true"}});
        out.append("</Property>\n");
    }
}

void appendNavigation(std::string &out, const Navigation &navigation, const EntitySet &target)
{
    const std::string type = typeNamespace + target.typeName;
    append(out, "NavigationProperty",
           {{"Name", navigation.name}, {"Type", navigation.isMany ? "Collection(" + type + ")" : type}}, ">");
    for (const auto &[own, other] : navigation.pairs)
        append(out, "ReferentialConstraint", {{"Property", own}, {"ReferencedProperty", other}});
    out.append("</NavigationProperty>\n");
}

void appendEntity(std::string &out, const EntitySet &set, const Model &model)
{
    append(out, "EntityType", {{"Name", set.typeName}}, ">");
    out.append("<Key>\n");
    for (const Property &property : set.properties)
        if (property.isKey)
            append(out, "PropertyRef", {{"Name", property.name}});
    out.append("</Key>\n");
    for (const Property &property : set.properties)
        appendProperty(out, property);
    for (const Navigation &navigation : set.navigations)
        appendNavigation(out, navigation, *model.find(navigation.target));
    out.append("</EntityType>\n");
}

void appendActions(std::string &out, const EntitySet &set)
{
    for (const Action &action : set.actions) {
        append(out, "Action", {{"Name", action.name}, {"IsBound", "true"}}, ">");
        append(out, "Parameter",
               {{"Name", set.typeName}, {"Type", std::string("Collection(") + typeNamespace + set.typeName + ")"}});
        for (const auto &[name, type] : action.parameters)
            append(out, "Parameter", {{"Name", name}, {"Type", type}});
        append(out, "ReturnType", {{"Type", action.returns}});
        out.append("</Action>\n");
    }
}

void appendContainer(std::string &out, const Model &model)
{
    append(out, "EntityContainer", {{"Name", "Resources"}}, ">");
    for (const EntitySet &set : model.sets()) {
        append(out, "EntitySet", {{"Name", set.name}, {"EntityType", typeNamespace + set.typeName}}, ">");
        for (const Navigation &navigation : set.navigations)
            append(out, "NavigationPropertyBinding", {{"Path", navigation.name}, {"Target", navigation.target}});
        out.append("</EntitySet>\n");
    }
    out.append("</EntityContainer>\n");
}

} // namespace

std::string edmTypeOf(const Property &property)
{
    switch (property.type) {
    case Type::Integer:
        return "Edm.Int32";
    case Type::Long:
        return "Edm.Int64";
    case Type::Decimal:
        return "Edm.Decimal";
    case Type::Time:
        return "Edm.DateTimeOffset";
    case Type::Enumeration:
        return typeNamespace + property.enumeration->name;
    case Type::Guid:
        return "Edm.Guid";
    case Type::Boolean:
        return "Edm.Boolean";
    case Type::Text:
    case Type::Json:
        break;
    }
    return "Edm.String";
}

std::string csdlOf(const Model &model)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n"
                      "<edmx:DataServices>\n"
                      "<Schema Namespace=\"Microsoft.Dynamics.DataEntities\" "
                      "xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n";
    for (const EnumType *type : model.enumerations())
        appendEnumeration(out, *type);
    for (const EntitySet &set : model.sets())
        appendEntity(out, set, model);
    for (const EntitySet &set : model.sets())
        appendActions(out, set);
    appendContainer(out, model);
    out.append("</Schema>\n</edmx:DataServices>\n</edmx:Edmx>\n");
    return out;
}

} // namespace practice::odata
