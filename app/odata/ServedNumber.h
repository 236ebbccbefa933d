#pragma once

#include <string_view>

namespace waybill {

/// What a binary number keeps of decimal digits whatever they are.
inline constexpr int safeDigits = 15;

/// How many digits a JSON number has, without the zeros before the first other one.
inline int significantDigits(std::string_view number)
{
    int digits = 0;
    for (const char c : number.substr(0, number.find_first_of("eE")))
        digits += (c > '0' && c <= '9') || (c == '0' && digits > 0) ? 1 : 0;
    return digits;
}

} // namespace waybill
