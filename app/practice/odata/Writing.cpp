#include "app/practice/odata/Writing.h"

#include "app/practice/odata/Csdl.h"
#include "app/practice/odata/query/FilterTokens.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <optional>

namespace practice::odata {
namespace {

constexpr std::int64_t emptyDate = -2'208'988'800; ///< 1900-01-01

std::optional<WrittenValue> whole(const QJsonValue &value, std::int64_t most)
{
    // What has no fraction and fits is the same in both readings; the other one has the default.
    const std::int64_t number = value.toInteger(value.toInteger(0) == 0 ? 1 : 0);
    if (!value.isDouble() || value.toInteger(0) != number || number > most || number < -most)
        return std::nullopt;
    return WrittenValue{Cell::Kind::Integer, 0, number, {}};
}

std::optional<WrittenValue> ofText(const Property &property, const std::string &text)
{
    switch (property.type) {
    case Type::Text:
        return WrittenValue{Cell::Kind::Text, 0, 0, text};
    case Type::Guid:
        return WrittenValue{Cell::Kind::Guid, 0, 0, text};
    case Type::Time:
        if (const auto time = timeFrom(text))
            return WrittenValue{Cell::Kind::Time, 0, *time, {}};
        return std::nullopt;
    case Type::Enumeration: {
        const auto &symbols = property.enumeration->symbols;
        const auto found = std::find(symbols.begin(), symbols.end(), text);
        if (found == symbols.end())
            return std::nullopt;
        return WrittenValue{Cell::Kind::Symbol, 0, found - symbols.begin(), text};
    }
    default:
        return std::nullopt;
    }
}

std::optional<WrittenValue> valueOf(const Property &property, const QJsonValue &value)
{
    if (value.isNull())
        return property.isKey || property.isMandatory ? std::nullopt : std::optional(WrittenValue());
    if (value.isString())
        return ofText(property, value.toString().toStdString());
    switch (property.type) {
    case Type::Integer:
        return whole(value, 0x7FFFFFFF);
    case Type::Long:
        return whole(value, std::int64_t(0x7FFFFFFFFFFFFFFF));
    case Type::Decimal:
        if (!value.isDouble() || std::abs(value.toDouble()) > 1e15)
            return std::nullopt;
        return WrittenValue{Cell::Kind::Decimal, 2, std::llround(value.toDouble() * 100), {}};
    case Type::Boolean:
        if (!value.isBool())
            return std::nullopt;
        return WrittenValue{Cell::Kind::Boolean, 0, value.toBool() ? 1 : 0, {}};
    default:
        return std::nullopt;
    }
}

} // namespace

std::variant<std::map<int, WrittenValue>, Problem> valuesFrom(std::string_view json, const EntitySet &set)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size())));
    if (!document.isObject())
        return Problem{400, "The body of the request is no JSON object.", false};
    const QJsonObject object = document.object();
    std::map<int, WrittenValue> values;
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key().contains(u'@'))
            continue;
        const std::string name = member.key().toStdString();
        const int index = set.indexOf(name);
        if (index < 0) {
            Problem problem = noSuchProperty(name, set.typeName);
            problem.isQuery = false;
            return problem;
        }
        const Property &property = set.properties[std::size_t(index)];
        if (property.isReadOnly)
            return Problem{400, "The property '" + name + "' is read-only.", false};
        const auto value = valueOf(property, member.value());
        if (!value)
            return Problem{400,
                           "The value of the property '" + name + "' cannot be converted to the type '" +
                               edmTypeOf(property) + "'.",
                           false};
        if (property.length > 0 && std::int64_t(member.value().toString().size()) > property.length)
            return Problem{400,
                           "The value of the property '" + name + "' is longer than " +
                               std::to_string(property.length) + " characters.",
                           false};
        values[index] = *value;
    }
    return values;
}

WrittenValue emptyValue(const Property &property)
{
    switch (property.type) {
    case Type::Text:
    case Type::Json:
        return {Cell::Kind::Text, 0, 0, {}};
    case Type::Guid:
        return {Cell::Kind::Guid, 0, 0, "00000000-0000-0000-0000-000000000000"};
    case Type::Integer:
    case Type::Long:
        return {Cell::Kind::Integer, 0, 0, {}};
    case Type::Decimal:
        return {Cell::Kind::Decimal, 2, 0, {}};
    case Type::Boolean:
        return {Cell::Kind::Boolean, 0, 0, {}};
    case Type::Time:
        return {Cell::Kind::Time, 0, emptyDate, {}};
    case Type::Enumeration:
        return {Cell::Kind::Symbol, 0, 0, property.enumeration->symbols.front()};
    }
    return {};
}

} // namespace practice::odata
