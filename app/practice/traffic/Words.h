// Words that made-up records are put together from.
#pragma once

#include <cstdint>
#include <string>

namespace practice {

std::string companyName(std::uint64_t chance);
std::string cityName(std::uint64_t chance);
std::string streetAddress(std::uint64_t chance);
std::string productName(std::uint64_t chance);
/// 1 January 2026 and up to two years later, yyyy-MM-dd.
std::string dateText(std::uint64_t days);

} // namespace practice
