#include "app/odata/ServedTime.h"

#include <chrono>

namespace waybill {

namespace {
/// `count` digits at `at`, as a number; -1 where there are others.
int digits(std::string_view text, size_t at, size_t count)
{
    if (at + count > text.size())
        return -1;
    int number = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

/// The part of a day; -1 where the text is no time of it.
double timeOfDay(std::string_view text)
{
    const int hour = digits(text, 0, 2), minute = digits(text, 3, 2), second = digits(text, 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || text[2] != ':' ||
        text[5] != ':' || text.back() != 'Z')
        return -1;
    double part = 0;
    if (const std::string_view fraction = text.substr(8, text.size() - 9); !fraction.empty()) {
        const int number = fraction[0] == '.' && fraction.size() <= 8 ? digits(fraction, 1, fraction.size() - 1) : -1;
        if (number < 0 || fraction.size() == 1)
            return -1;
        part = number;
        for (size_t i = 1; i < fraction.size(); ++i)
            part /= 10;
    }
    return (hour * 3600 + minute * 60 + second + part) / 86400;
}
} // namespace

std::optional<SheetTime> sheetTime(std::string_view text)
{
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (text.size() < 10 || year < 1900 || month < 1 || day < 1 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                           std::chrono::day(unsigned(day))};
    if (!date.ok())
        return std::nullopt;
    double time = 0;
    if (text.size() > 10) {
        if (text[10] != 'T' || text.size() < 20)
            return std::nullopt;
        time = timeOfDay(text.substr(11));
        if (time < 0)
            return std::nullopt;
    }
    const auto since = std::chrono::sys_days(date) - std::chrono::sys_days(std::chrono::year(1899) / 12 / 31);
    // Spreadsheets believe that there was a 29th of February 1900.
    const auto count = since.count() >= 60 ? since.count() + 1 : since.count();
    if (constexpr double end = 2958466; double(count) + time >= end - 5e-9) // of the last day, with 15 digits
        return std::nullopt;
    return SheetTime{double(count) + time, time > 0};
}

} // namespace waybill
