#include "app/rows/CellNumber.h"

#include <QByteArrayView>

#include <algorithm>
#include <charconv>
#include <limits>

namespace waybill {

namespace {

/// A number as ± 0.digits × 10^exponent; the digits, read over a dot, begin and end with one that is not 0.
struct Spelled {
    int sign = 0; // 0: the number is 0
    std::string_view digits;
    qint64 exponent = 0;
};

// Beyond any number that has been written out.
constexpr qint64 largestExponent = 1'000'000'000'000'000;

Spelled spelled(std::string_view number)
{
    Spelled parts;
    parts.sign = number.starts_with('-') ? -1 : 1;
    if (parts.sign < 0)
        number.remove_prefix(1);
    const std::size_t mark = number.find_first_of("eE");
    if (mark != std::string_view::npos) {
        std::string_view power = number.substr(mark + 1);
        const bool small = power.starts_with('-');
        if (small || power.starts_with('+'))
            power.remove_prefix(1);
        for (const char c : power)
            parts.exponent = std::min(parts.exponent * 10 + (c - '0'), largestExponent);
        if (small)
            parts.exponent = -parts.exponent;
        number = number.substr(0, mark);
    }
    const std::size_t first = number.find_first_not_of("0.");
    if (first == std::string_view::npos) {
        parts.sign = 0;
        return parts;
    }
    const std::size_t dot = std::min(number.find('.'), number.size());
    parts.exponent += first < dot ? qint64(dot - first) : -qint64(first - dot - 1);
    parts.digits = number.substr(first, number.find_last_not_of("0.") + 1 - first);
    return parts;
}

std::strong_ordering compareDigits(std::string_view a, std::string_view b)
{
    const auto next = [](std::string_view &digits) {
        if (digits.starts_with('.'))
            digits.remove_prefix(1);
        if (digits.empty())
            return '0';
        const char digit = digits.front();
        digits.remove_prefix(1);
        return digit;
    };
    while (!a.empty() || !b.empty()) {
        const char digitOfA = next(a);
        const char digitOfB = next(b);
        if (digitOfA != digitOfB)
            return digitOfA <=> digitOfB;
    }
    return std::strong_ordering::equal;
}

constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                             1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

} // namespace

std::optional<qint64> integerOf(std::string_view number)
{
    qint64 value = 0;
    const char *const end = number.data() + number.size();
    const auto [at, error] = std::from_chars(number.data(), end, value);
    return at == end && error == std::errc() ? std::optional(value) : std::nullopt;
}

double doubleOf(std::string_view number)
{
    // Up to 15 digits and a small power of ten one division is exact; most numbers are such.
    const bool negative = number.starts_with('-');
    const std::string_view plain = number.substr(negative ? 1 : 0);
    qint64 digits = 0;
    std::size_t behindDot = 0;
    bool simple = plain.size() <= 16;
    bool dotted = false;
    for (std::size_t i = 0; simple && i < plain.size(); ++i) {
        const char c = plain[i];
        if (c >= '0' && c <= '9') {
            digits = digits * 10 + (c - '0');
            behindDot += dotted ? 1 : 0;
        } else {
            simple = c == '.';
            dotted = true;
        }
    }
    if (simple && digits <= 999'999'999'999'999) {
        const double value = double(digits) / powers[behindDot];
        return negative ? -value : value;
    }
    bool inRange = false;
    const double value = QByteArrayView(number.data(), qsizetype(number.size())).toDouble(&inRange);
    if (inRange)
        return value;
    const Spelled parts = spelled(number);
    if (parts.exponent < 0)
        return 0;
    return parts.sign * std::numeric_limits<double>::infinity();
}

std::strong_ordering compareNumbers(std::string_view a, std::string_view b)
{
    const Spelled left = spelled(a);
    const Spelled right = spelled(b);
    if (left.sign != right.sign)
        return left.sign <=> right.sign;
    if (left.sign == 0)
        return std::strong_ordering::equal;
    const std::strong_ordering larger =
        left.exponent != right.exponent ? left.exponent <=> right.exponent : compareDigits(left.digits, right.digits);
    return left.sign > 0 ? larger : 0 <=> larger;
}

} // namespace waybill
