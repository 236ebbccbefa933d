#include "ui/explore/RecordLinks.h"

#include "app/odata/ODataText.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/FilterDraft.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

GridColumn::Type gridType(const EntityProperty &property)
{
    switch (valueTypeOf(property)) {
    case ValueType::Text:
        return GridColumn::Type::Text;
    case ValueType::Integer:
        return GridColumn::Type::Integer;
    case ValueType::Decimal:
        return GridColumn::Type::Decimal;
    case ValueType::Boolean:
        return GridColumn::Type::Boolean;
    case ValueType::Enumeration:
        return GridColumn::Type::Enum;
    case ValueType::Day:
        return GridColumn::Type::Date;
    case ValueType::Moment:
        return GridColumn::Type::DateTime;
    case ValueType::Guid:
        return GridColumn::Type::Guid;
    }
    return GridColumn::Type::Unknown;
}

bool leadsBy(const NavigationProperty &way, const QString &column)
{
    return std::any_of(way.constraints.cbegin(), way.constraints.cend(),
                       [&column](const auto &pair) { return pair.first == column; });
}

const EntityProperty *propertyOf(const EntityDetails &details, const QString &name)
{
    for (const EntityProperty &property : details.properties) {
        if (property.name == name)
            return &property;
    }
    return nullptr;
}

QString textOf(const RowStore &store, qsizetype row, const QString &column)
{
    const auto at = store.columnOf(column.toStdString());
    if (!at)
        return {};
    const std::string_view text = store.text(row, *at);
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

std::vector<GridColumn> gridColumns(const EntityDetails &details, CatalogueFeed &feed)
{
    std::vector<GridColumn> columns;
    for (const EntityProperty &property : details.properties) {
        GridColumn column;
        column.name = property.name;
        column.label = feed.label(property.label, property.labelId);
        column.type = gridType(property);
        column.typeName = property.type;
        column.key = property.key;
        column.mandatory = property.mandatory;
        column.relation = std::any_of(details.navigation.cbegin(), details.navigation.cend(),
                                      [&](const NavigationProperty &way) { return leadsBy(way, property.name); });
        columns.push_back(std::move(column));
    }
    return columns;
}

std::optional<QString> literalOf(const EntityProperty &property, const RowStore &store, qsizetype row)
{
    const auto at = store.columnOf(property.name.toStdString());
    if (!at)
        return std::nullopt;
    const CellKind kind = store.kind(row, *at);
    if (kind == CellKind::Absent || kind == CellKind::Null || kind == CellKind::Nested)
        return std::nullopt;
    const QString text = textOf(store, row, property.name);
    if (property.enumeration)
        return property.type + odata::quoted(text);
    return valueTypeOf(property) == ValueType::Text ? odata::quoted(text) : text;
}

std::optional<Query> recordQuery(const QString &set, const EntityDetails &details, const RowStore &store, qsizetype row)
{
    Query query;
    query.set = set;
    query.crossCompany = true;
    QStringList parts;
    for (const EntityProperty &property : details.properties) {
        if (!property.key)
            continue;
        const auto literal = literalOf(property, store, row);
        if (!literal)
            return std::nullopt;
        parts.append(property.name + u'=' + *literal);
    }
    if (parts.isEmpty())
        return std::nullopt;
    query.key = parts.join(u',');
    return query;
}

std::optional<Query> relationQuery(const EntityDetails &details, const CatalogueFeed &feed, const RowStore &store,
                                   qsizetype row, const QString &column)
{
    for (const NavigationProperty &way : details.navigation) {
        if (!leadsBy(way, column) && way.name != column)
            continue;
        const auto target = feed.catalogue() ? feed.catalogue()->indexOfPublicName(way.target) : std::nullopt;
        if (!target)
            continue;
        Query query;
        query.set = feed.catalogue()->set(*target).name;
        QStringList terms;
        for (const auto &[here, there] : way.constraints) {
            const EntityProperty *property = propertyOf(details, here);
            const auto literal = property ? literalOf(*property, store, row) : std::nullopt;
            if (!literal)
                continue;
            if (there == "dataAreaId"_L1)
                query.company = textOf(store, row, here);
            else
                terms.append(u"%1 eq %2"_s.arg(there, *literal));
        }
        if (query.company.isEmpty())
            query.company = textOf(store, row, u"dataAreaId"_s);
        query.crossCompany = !query.company.isEmpty();
        query.filter = terms.join(" and "_L1);
        if (!terms.isEmpty())
            return query;
    }
    return std::nullopt;
}

} // namespace waybill
