#pragma once

#include "app/catalogue/EntitySet.h"
#include "app/odata/Filter.h"

#include <QList>

#include <optional>

namespace waybill {

/// What an editor for a value must take.
enum class ValueType { Text, Integer, Decimal, Boolean, Enumeration, Day, Moment, Guid };

ValueType valueTypeOf(const EntityProperty &property);
/// The operators that make sense for values of that type; F&O compares enumerations by eq and ne only.
QList<FilterOperator> operatorsOf(ValueType type);
/// *is*, *contains*, *at least*: what a person reads for an operator.
QString operatorWords(FilterOperator compares);

/// One condition as a row of the builder.
struct FilterLine {
    QString field;
    FilterOperator compares = FilterOperator::Equal;
    FilterValue value = {};
    bool operator==(const FilterLine &) const = default;
};

/// A filter as the builder shows it: conditions that all, or of which any, must hold.
struct FilterDraft {
    bool any = false;
    QList<FilterLine> lines = {};
    bool operator==(const FilterDraft &) const = default;
};

/// Nothing where rows cannot say it: brackets of another kind, *not*, functions, faults.
std::optional<FilterDraft> filterDraftFrom(const QString &filter);
/// Lines without field, or still without a value where it is no text, are left out.
QString filterTextOf(const FilterDraft &draft);
/// Whether a line says something already.
bool isComplete(const FilterLine &line);

} // namespace waybill
