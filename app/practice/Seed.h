// Chance that can be repeated.
#pragma once

#include <QString>

#include <cstdint>
#include <initializer_list>

namespace practice {

/// Well mixed bits that are the same in every run for the same numbers.
std::uint64_t mixed(std::initializer_list<std::uint64_t> numbers);

/// 0 ≤ x < 1, from mixed bits.
double fraction(std::uint64_t bits);

/// 0 ≤ x < `count`, from mixed bits; 0 for a count of 0.
std::uint64_t below(std::uint64_t bits, std::uint64_t count);

/// The GUID of `what` in the world of that seed; lower case, without braces.
QString seededGuid(std::uint64_t seed, const QString &what);
QString randomGuid();

} // namespace practice
