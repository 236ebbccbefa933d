// The words of a $filter.
#pragma once

#include "app/practice/odata/query/Problem.h"

#include <string>
#include <string_view>
#include <vector>

namespace practice::odata {

struct Token {
    enum class Kind { End, Name, Text, Number, Time, Guid, Symbol, Open, Close, Comma };

    Kind kind = Kind::End;
    std::string text;     ///< of a text without its quotes and doublings; of a symbol the symbol
    std::string typeName; ///< of a symbol: its enumeration, with the namespace
    std::size_t at = 0;
};

/// The tokens with an End behind them, or what cannot be read.
std::variant<std::vector<Token>, Problem> tokensOf(std::string_view filter);

/// Seconds since 1970 of "2026-01-31" or "2026-01-31T12:00:00Z" (fractions are cut off); nothing for no such time.
std::optional<std::int64_t> timeFrom(std::string_view text);

} // namespace practice::odata
