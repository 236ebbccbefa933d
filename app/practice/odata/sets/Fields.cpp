#include "app/practice/odata/sets/Fields.h"

#include <algorithm>
#include <utility>

namespace practice::odata {

Property text(std::string name, int length, Recipe recipe)
{
    return {.name = std::move(name), .recipe = std::move(recipe), .length = length};
}

Property integer(std::string name, Recipe recipe)
{
    return {.name = std::move(name), .type = Type::Integer, .recipe = std::move(recipe)};
}

Property longInteger(std::string name, Recipe recipe)
{
    return {.name = std::move(name), .type = Type::Long, .recipe = std::move(recipe)};
}

Property decimal(std::string name, Recipe recipe)
{
    return {.name = std::move(name), .type = Type::Decimal, .recipe = std::move(recipe)};
}

Property time(std::string name, Recipe recipe)
{
    return {.name = std::move(name), .type = Type::Time, .recipe = std::move(recipe)};
}

Property choice(std::string name, const EnumType &type, const std::string &usual, int mostly)
{
    const auto found = std::find(type.symbols.begin(), type.symbols.end(), usual);
    const std::size_t most = found == type.symbols.end() ? 0 : std::size_t(found - type.symbols.begin());
    auto recipe = [&type, most, mostly](const Place &place, Cell &cell) {
        const std::uint64_t chance = place.chance();
        const bool isUsual = (chance >> 32U) % 100 < std::uint64_t(mostly);
        const std::size_t value = isUsual ? most : chance % type.symbols.size();
        cell.setSymbol(std::int64_t(value), type.symbols[value]);
    };
    return {.name = std::move(name), .type = Type::Enumeration, .recipe = std::move(recipe), .enumeration = &type};
}

Property yesNo(std::string name, int yes)
{
    auto recipe = [yes](const Place &place, Cell &cell) {
        const std::size_t value = place.chance() % 100 < std::uint64_t(yes) ? 1 : 0;
        cell.setSymbol(std::int64_t(value), enumerations::noYes.symbols[value]);
    };
    return {.name = std::move(name),
            .type = Type::Enumeration,
            .recipe = std::move(recipe),
            .enumeration = &enumerations::noYes};
}

Property companyKey()
{
    return key(labelled("Company", text("dataAreaId", 4, recipes::company())));
}

Property key(Property property)
{
    property.isKey = true;
    property.isMandatory = true;
    return property;
}

Property mandatory(Property property)
{
    property.isMandatory = true;
    return property;
}

Property readOnly(Property property)
{
    property.isReadOnly = true;
    return property;
}

Property labelled(std::string label, Property property)
{
    property.label = std::move(label);
    return property;
}

RowCount membersOf(Table table)
{
    return [table](const Pools &pools, int) { return std::int64_t(pools[std::size_t(table)].size()); };
}

RowCount perCompany(std::int64_t count)
{
    return [count](const Pools &pools, int company) {
        return pools.front().empty() ? std::int64_t(0) : count * (10 - company) / 10;
    };
}

RowCount perMember(Table table, int count)
{
    return [table, count](const Pools &pools, int) { return std::int64_t(pools[std::size_t(table)].size()) * count; };
}

RowCount rowsInAll(std::int64_t count)
{
    return [count](const Pools &, int) { return count; };
}

} // namespace practice::odata
