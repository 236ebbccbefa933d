#pragma once

#include "app/odata/ODataText.h"

#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

#include <vector>

namespace waybill {

/// What a condition does. Contains, BeginsWith and EndsWith are wildcards inside `eq`, as F&O has them.
enum class FilterOperator {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    BeginsWith,
    EndsWith
};

/// The right side of a condition.
struct FilterValue {
    enum class Kind {
        Text,  ///< `text` without quotes
        Enum,  ///< the member; `type` is the enum's full name
        Plain, ///< a number, date, GUID, true, false or null, as it is written
    };
    Kind kind = Kind::Text;
    QString text;
    QString type = {};
    bool operator==(const FilterValue &) const = default;
};

/// A filter as a tree: conditions joined by and, or, not.
struct FilterNode {
    enum class Kind { Condition, And, Or, Not };
    Kind kind = Kind::Condition;
    QString field = {}; ///< of a condition, with a path such as `Customer/Name`
    FilterOperator compares = FilterOperator::Equal;
    FilterValue value = {};
    std::vector<FilterNode> parts = {}; ///< of And and Or two or more, of Not one
    bool operator==(const FilterNode &) const = default;
};

/// Why a filter is no tree, and where in its text.
struct FilterFault {
    QString message;
    qsizetype at = 0;
    qsizetype length = 0;
    /// Sound OData as far as seen (a function, arithmetic, `in`): it can be sent, but no builder shows it.
    bool canBeSent = false;
};

/// The namespace of F&O's enums.
inline constexpr QLatin1StringView enumNamespace{"Microsoft.Dynamics.DataEntities."};

/// Reads the value of `$filter`. Any thread.
tl::expected<FilterNode, FilterFault> filterFrom(const QString &text);
/// The other way, with brackets where they are needed and nowhere else.
QString filterText(const FilterNode &filter);

} // namespace waybill
