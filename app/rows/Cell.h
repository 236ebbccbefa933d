#pragma once

#include <QtGlobal>

namespace waybill {

/// What one cell holds. What a service left out, what it said to be null and an empty text are three things.
enum class CellKind : quint8 {
    Absent, ///< the row has no such member
    Null,
    Boolean, ///< `true` or `false`
    Integer, ///< a number that fits 64 bits with sign, without fraction and exponent
    Decimal, ///< any other number, as its digits
    Text,    ///< also enum symbols, such as `Yes`
    Time,    ///< a text that is a moment with its zone, `2024-05-31T12:00:00Z` (CellTime.h)
    Date,    ///< a text that is a day, `2024-05-31`
    Nested,  ///< an object or array as JSON text
};

/// A set of kinds, a bit each.
using CellKinds = quint16;
constexpr CellKinds kindBit(CellKind kind)
{
    return CellKinds(1U << unsigned(kind));
}

/// What a column holds besides Absent and Null.
enum class ColumnType : quint8 {
    None, ///< nothing so far
    Boolean,
    Integer,
    Decimal, ///< numbers, not all of them Integer
    Text,    ///< texts, not all of them Time, nor all Date
    Time,
    Date,
    Nested,
    Mixed, ///< kinds that no type above holds together
};

/// The type of a column with these kinds of cells.
constexpr ColumnType columnType(CellKinds kinds)
{
    constexpr CellKinds texts = kindBit(CellKind::Text) | kindBit(CellKind::Time) | kindBit(CellKind::Date);
    constexpr CellKinds numbers = kindBit(CellKind::Integer) | kindBit(CellKind::Decimal);
    kinds &= CellKinds(~(kindBit(CellKind::Absent) | kindBit(CellKind::Null)));
    if (kinds == 0)
        return ColumnType::None;
    if (kinds == kindBit(CellKind::Boolean))
        return ColumnType::Boolean;
    if ((kinds & ~numbers) == 0)
        return (kinds & kindBit(CellKind::Decimal)) != 0 ? ColumnType::Decimal : ColumnType::Integer;
    if (kinds == kindBit(CellKind::Time))
        return ColumnType::Time;
    if (kinds == kindBit(CellKind::Date))
        return ColumnType::Date;
    if ((kinds & ~texts) == 0)
        return ColumnType::Text;
    return kinds == kindBit(CellKind::Nested) ? ColumnType::Nested : ColumnType::Mixed;
}

/// What a cell of that kind is in a column with these kinds: only where all texts are moments is one taken for it.
constexpr CellKind kindIn(CellKinds kinds, CellKind kind)
{
    const bool moment = kind == CellKind::Time || kind == CellKind::Date;
    const ColumnType type = moment ? columnType(kinds) : ColumnType::None;
    return moment && type != ColumnType::Time && type != ColumnType::Date ? CellKind::Text : kind;
}

} // namespace waybill
