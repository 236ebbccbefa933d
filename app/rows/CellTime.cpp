#include "app/rows/CellTime.h"

#include <chrono>

namespace waybill {

namespace {

/// Reads a text from its beginning; a part that is not there makes it bad for good.
struct Scan {
    std::string_view rest;
    bool good = true;

    bool has(char c) const { return !rest.empty() && rest.front() == c; }
    void expect(char c)
    {
        good = good && has(c);
        if (good)
            rest.remove_prefix(1);
    }
    int digits(std::size_t count, int most)
    {
        if (!good || rest.size() < count) {
            good = false;
            return 0;
        }
        int number = 0;
        for (const char c : rest.substr(0, count)) {
            good = good && c >= '0' && c <= '9';
            number = number * 10 + (c - '0');
        }
        rest.remove_prefix(count);
        good = good && number <= most;
        return number;
    }
    qint64 fraction()
    {
        qint64 ticks = 0;
        int count = 0;
        for (; !rest.empty() && rest.front() >= '0' && rest.front() <= '9'; rest.remove_prefix(1), ++count) {
            if (count < 7)
                ticks = ticks * 10 + (rest.front() - '0');
        }
        good = good && count > 0 && count <= 12; // what Edm.DateTimeOffset may have
        for (; count < 7; ++count)
            ticks *= 10;
        return ticks;
    }
};

constexpr qint64 second = 10'000'000;

} // namespace

std::optional<qint64> ticksOf(std::string_view text)
{
    if (text.size() < 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    Scan scan{text};
    const std::chrono::year year(scan.digits(4, 9999));
    scan.expect('-');
    const std::chrono::month month(unsigned(scan.digits(2, 12)));
    scan.expect('-');
    const std::chrono::year_month_day day(year, month, std::chrono::day(unsigned(scan.digits(2, 31))));
    if (!scan.good || !day.ok())
        return std::nullopt;
    const qint64 midnight = qint64(std::chrono::sys_days(day).time_since_epoch().count()) * 86'400 * second;
    if (scan.rest.empty())
        return midnight;
    scan.expect('T');
    qint64 seconds = scan.digits(2, 23) * 3'600;
    scan.expect(':');
    seconds += scan.digits(2, 59) * 60;
    qint64 fraction = 0;
    if (scan.has(':')) {
        scan.expect(':');
        seconds += scan.digits(2, 59);
        if (scan.has('.')) {
            scan.expect('.');
            fraction = scan.fraction();
        }
    }
    if (scan.has('+') || scan.has('-')) {
        const int sign = scan.has('+') ? -1 : 1;
        scan.rest.remove_prefix(1);
        const int hours = scan.digits(2, 23);
        scan.expect(':');
        seconds += sign * (hours * 3'600 + scan.digits(2, 59) * 60);
    } else {
        scan.expect('Z');
    }
    if (!scan.good || !scan.rest.empty())
        return std::nullopt;
    return midnight + seconds * second + fraction;
}

bool isEmptyDate(std::string_view text)
{
    return text == "1900-01-01T00:00:00Z" || text == "1900-01-01T12:00:00Z";
}

} // namespace waybill
