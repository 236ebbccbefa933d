#include "ui/explore/FilterDraft.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

std::optional<FilterLine> lineFrom(const FilterNode &node)
{
    if (node.kind != FilterNode::Kind::Condition)
        return std::nullopt;
    return FilterLine{node.field, node.compares, node.value};
}

} // namespace

ValueType valueTypeOf(const EntityProperty &property)
{
    if (property.enumeration)
        return ValueType::Enumeration;
    static const QList<std::pair<QString, ValueType>> types{{u"Edm.Int32"_s, ValueType::Integer},
                                                            {u"Edm.Int64"_s, ValueType::Integer},
                                                            {u"Edm.Int16"_s, ValueType::Integer},
                                                            {u"Edm.Byte"_s, ValueType::Integer},
                                                            {u"Edm.SByte"_s, ValueType::Integer},
                                                            {u"Edm.Decimal"_s, ValueType::Decimal},
                                                            {u"Edm.Double"_s, ValueType::Decimal},
                                                            {u"Edm.Single"_s, ValueType::Decimal},
                                                            {u"Edm.Boolean"_s, ValueType::Boolean},
                                                            {u"Edm.Date"_s, ValueType::Day},
                                                            {u"Edm.DateTimeOffset"_s, ValueType::Moment},
                                                            {u"Edm.DateTime"_s, ValueType::Moment},
                                                            {u"Edm.Guid"_s, ValueType::Guid}};
    for (const auto &[name, type] : types) {
        if (property.type == name)
            return type;
    }
    return ValueType::Text;
}

QList<FilterOperator> operatorsOf(ValueType type)
{
    using enum FilterOperator;
    switch (type) {
    case ValueType::Text:
        return {Contains, Equal, BeginsWith, EndsWith, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual};
    case ValueType::Enumeration:
    case ValueType::Boolean:
    case ValueType::Guid:
        return {Equal, NotEqual};
    case ValueType::Integer:
    case ValueType::Decimal:
    case ValueType::Day:
    case ValueType::Moment:
        break;
    }
    return {Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual};
}

QString operatorWords(FilterOperator compares)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("FilterRow", text); };
    switch (compares) {
    case FilterOperator::Equal:
        return tr("is");
    case FilterOperator::NotEqual:
        return tr("is not");
    case FilterOperator::Greater:
        return tr("is above");
    case FilterOperator::GreaterOrEqual:
        return tr("is at least");
    case FilterOperator::Less:
        return tr("is below");
    case FilterOperator::LessOrEqual:
        return tr("is at most");
    case FilterOperator::Contains:
        return tr("contains");
    case FilterOperator::BeginsWith:
        return tr("begins with");
    case FilterOperator::EndsWith:
        return tr("ends with");
    }
    return {};
}

std::optional<FilterDraft> filterDraftFrom(const QString &filter)
{
    if (filter.trimmed().isEmpty())
        return FilterDraft();
    const auto node = filterFrom(filter);
    if (!node || node->kind == FilterNode::Kind::Not)
        return std::nullopt;
    if (const auto line = lineFrom(*node))
        return FilterDraft{false, {*line}};
    FilterDraft draft{node->kind == FilterNode::Kind::Or, {}};
    for (const FilterNode &part : node->parts) {
        const auto line = lineFrom(part);
        if (!line)
            return std::nullopt;
        draft.lines.append(*line);
    }
    return draft;
}

bool isComplete(const FilterLine &line)
{
    if (line.field.isEmpty())
        return false;
    if (line.value.kind != FilterValue::Kind::Text)
        return !line.value.text.isEmpty();
    // An empty text is a value for *is* and *is not*, and nothing to look for otherwise.
    return !line.value.text.isEmpty() || line.compares == FilterOperator::Equal ||
           line.compares == FilterOperator::NotEqual;
}

QString filterTextOf(const FilterDraft &draft)
{
    FilterNode all{draft.any ? FilterNode::Kind::Or : FilterNode::Kind::And, {}, {}, {}, {}};
    for (const FilterLine &line : draft.lines) {
        if (isComplete(line))
            all.parts.push_back({FilterNode::Kind::Condition, line.field, line.compares, line.value, {}});
    }
    if (all.parts.empty())
        return {};
    return filterText(all.parts.size() == 1 ? all.parts.front() : all);
}

} // namespace waybill
