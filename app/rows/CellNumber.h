#pragma once

#include <QtGlobal>

#include <compare>
#include <optional>
#include <string_view>

namespace waybill {

/// A number of JSON's grammar without fraction and exponent, when it fits.
std::optional<qint64> integerOf(std::string_view number);

/// The nearest double of a number of JSON's grammar; ±infinity beyond its range. Never falls where the number grows.
double doubleOf(std::string_view number);

/// Compares two numbers of JSON's grammar exactly, whatever their length: 1e2, 100 and 100.0 are the same.
std::strong_ordering compareNumbers(std::string_view a, std::string_view b);

} // namespace waybill
