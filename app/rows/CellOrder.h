#pragma once

#include "app/rows/CellReader.h"

#include <compare>
#include <string>

namespace waybill {

/// Where cells of a kind stand among others, in ascending order. What has no value stands last whichever way is sorted.
enum class CellClass : quint8 { Boolean, Number, Moment, Text, Nested, EmptyDate, Nothing };

CellClass classOf(const CellView &cell);
/// The class is one of those that stay behind the others.
constexpr bool isLast(CellClass cellClass)
{
    return cellClass >= CellClass::EmptyDate;
}

/// A text as it counts in order: without case and without marks on letters, ä as a, ß as ss.
std::string foldedText(std::string_view text);
bool isAscii(std::string_view text);

/// Ascending: by class, then false before true, numbers by their exact value, moments by time, texts folded. Texts that
/// differ only in case or marks are equivalent.
std::weak_ordering compareCells(const CellView &a, const CellView &b);

/// The same value: both without one, or of one class and numbers of one value or texts of the same bytes.
bool isSameValue(const CellView &a, const CellView &b);

} // namespace waybill
