// One value of one row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace practice::odata {

/// Filled by a recipe, again and again; `text` may point into `room` or to what outlives the request, so that a cell is
/// never copied.
struct Cell {
    enum class Kind { Null, Boolean, Integer, Decimal, Text, Time, Symbol, Guid, Json };

    Cell() = default;
    Cell(const Cell &) = delete;
    Cell &operator=(const Cell &) = delete;

    void setNull() { kind = Kind::Null; }
    void setBoolean(bool value) { kind = Kind::Boolean, number = value ? 1 : 0; }
    void setInteger(std::int64_t value) { kind = Kind::Integer, number = value; }
    /// `digits` with that many of them behind the point.
    void setDecimal(std::int64_t digits, int behindPoint)
    {
        kind = Kind::Decimal;
        number = digits;
        places = behindPoint;
    }
    /// Seconds since 1970, UTC.
    void setTime(std::int64_t seconds) { kind = Kind::Time, number = seconds; }
    void setSymbol(std::int64_t value, std::string_view symbol)
    {
        kind = Kind::Symbol;
        number = value;
        text = symbol;
    }
    /// Text that outlives the request.
    void setText(std::string_view value) { kind = Kind::Text, text = value; }
    /// Text that the cell keeps.
    void keepText(std::string value)
    {
        room = std::move(value);
        kind = Kind::Text;
        text = room;
    }

    Kind kind = Kind::Null;
    int places = 0;
    std::int64_t number = 0; ///< also a symbol's value, and a boolean as 0 or 1
    std::string_view text;   ///< of text, symbol and GUID; of Json the JSON itself
    std::string room;
};

} // namespace practice::odata
