#include "app/catalogue/CatalogueJson.h"

#include "app/catalogue/JsonParts.h"

namespace waybill {
namespace dom = simdjson::dom;

namespace {

EntityAction actionOf(const dom::object &object)
{
    EntityAction action{textIn(object, "name"), {}, textIn(object, "returns")};
    dom::array parameters;
    if (object["parameters"].get(parameters) == simdjson::SUCCESS) {
        for (const dom::element &parameter : parameters) {
            if (std::string_view found; parameter.get(found) == simdjson::SUCCESS)
                action.parameters.append(textOf(found));
        }
    }
    return action;
}

NavigationProperty navigationOf(const dom::object &object)
{
    NavigationProperty navigation{textIn(object, "name"), textIn(object, "target"),
                                  flagIn(object, "collection").value_or(false)};
    dom::array constraints;
    if (object["constraints"].get(constraints) == simdjson::SUCCESS) {
        for (const dom::element &pair : constraints) {
            std::string_view here, there;
            if (pair.at(0).get(here) == simdjson::SUCCESS && pair.at(1).get(there) == simdjson::SUCCESS)
                navigation.constraints.append({textOf(here), textOf(there)});
        }
    }
    return navigation;
}

EntityProperty propertyOf(const dom::object &object)
{
    EntityProperty property{textIn(object, "name"), textIn(object, "type"), flagIn(object, "key").value_or(false),
                            flagIn(object, "mandatory").value_or(false)};
    if (const auto length = numberIn(object, "length"))
        property.length = int(*length);
    property.label = textIn(object, "label");
    property.labelId = textIn(object, "labelId");
    property.enumeration = flagIn(object, "enum").value_or(false);
    return property;
}

std::optional<dom::element> parsed(dom::parser &parser, simdjson::padded_string_view json)
{
    dom::element element;
    const bool isRead = parser.parse(json.data(), json.size(), false).get(element) == simdjson::SUCCESS;
    return isRead ? std::optional(element) : std::nullopt;
}

} // namespace

std::optional<EntityDetails> entityDetailsFrom(simdjson::padded_string_view json)
{
    dom::parser parser;
    const auto root = parsed(parser, json);
    dom::object object;
    if (!root || root->get(object) != simdjson::SUCCESS)
        return std::nullopt;
    EntityDetails details{textIn(object, "name"), textIn(object, "base"), textIn(object, "labelId")};
    eachIn(object, "properties", [&](const dom::object &item) { details.properties.append(propertyOf(item)); });
    eachIn(object, "navigation", [&](const dom::object &item) { details.navigation.append(navigationOf(item)); });
    eachIn(object, "actions", [&](const dom::object &item) { details.actions.append(actionOf(item)); });
    return details;
}

std::optional<QList<EntityAction>> entityActionsFrom(simdjson::padded_string_view json)
{
    dom::parser parser;
    const auto root = parsed(parser, json);
    dom::array list;
    if (!root || root->get(list) != simdjson::SUCCESS)
        return std::nullopt;
    QList<EntityAction> actions;
    eachOf(list, [&](const dom::object &item) { actions.append(actionOf(item)); });
    return actions;
}

std::optional<EnumType> enumTypeFrom(simdjson::padded_string_view json)
{
    dom::parser parser;
    const auto root = parsed(parser, json);
    dom::object object;
    if (!root || root->get(object) != simdjson::SUCCESS)
        return std::nullopt;
    EnumType type{textIn(object, "name"), textIn(object, "labelId")};
    eachIn(object, "members", [&](const dom::object &item) {
        type.members.append(
            {textIn(item, "name"), numberIn(item, "value"), textIn(item, "label"), textIn(item, "labelId")});
    });
    return type;
}

} // namespace waybill
