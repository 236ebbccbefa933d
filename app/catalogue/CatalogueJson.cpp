#include "app/catalogue/CatalogueJson.h"

#include <simdjson.h>

namespace waybill {
namespace dom = simdjson::dom;

namespace {

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString text(const dom::object &object, std::string_view name)
{
    std::string_view found;
    return object[name].get(found) == simdjson::SUCCESS ? textOf(found) : QString();
}

bool flag(const dom::object &object, std::string_view name)
{
    bool found = false;
    return object[name].get(found) == simdjson::SUCCESS && found;
}

std::optional<qint64> number(const dom::object &object, std::string_view name)
{
    int64_t found = 0;
    return object[name].get(found) == simdjson::SUCCESS ? std::optional<qint64>(found) : std::nullopt;
}

/// Hands on every object of a list; what is no object is passed over.
template <class Take>
void eachOf(const dom::object &object, std::string_view name, const Take &take)
{
    dom::array list;
    if (object[name].get(list) != simdjson::SUCCESS)
        return;
    for (const dom::element &element : list) {
        if (dom::object item; element.get(item) == simdjson::SUCCESS)
            take(item);
    }
}

EntityAction actionOf(const dom::object &object)
{
    EntityAction action{text(object, "name"), {}, text(object, "returns")};
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
    NavigationProperty navigation{text(object, "name"), text(object, "target"), flag(object, "collection")};
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
    EntityProperty property{text(object, "name"), text(object, "type"), flag(object, "key"), flag(object, "mandatory")};
    if (const auto length = number(object, "length"))
        property.length = int(*length);
    property.label = text(object, "label");
    property.labelId = text(object, "labelId");
    property.enumeration = flag(object, "enum");
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
    EntityDetails details{text(object, "name"), text(object, "base"), text(object, "labelId")};
    eachOf(object, "properties", [&](const dom::object &item) { details.properties.append(propertyOf(item)); });
    eachOf(object, "navigation", [&](const dom::object &item) { details.navigation.append(navigationOf(item)); });
    eachOf(object, "actions", [&](const dom::object &item) { details.actions.append(actionOf(item)); });
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
    for (const dom::element &element : list) {
        if (dom::object object; element.get(object) == simdjson::SUCCESS)
            actions.append(actionOf(object));
    }
    return actions;
}

std::optional<EnumType> enumTypeFrom(simdjson::padded_string_view json)
{
    dom::parser parser;
    const auto root = parsed(parser, json);
    dom::object object;
    if (!root || root->get(object) != simdjson::SUCCESS)
        return std::nullopt;
    EnumType type{text(object, "name"), text(object, "labelId")};
    eachOf(object, "members", [&](const dom::object &item) {
        type.members.append({text(item, "name"), number(item, "value"), text(item, "label"), text(item, "labelId")});
    });
    return type;
}

} // namespace waybill
