#include "app/practice/traffic/Words.h"

#include "app/practice/Seed.h"

#include <QDate>

#include <array>

namespace practice {
namespace {

template <std::size_t N>
const char *pick(const std::array<const char *, N> &words, std::uint64_t chance, std::uint64_t which)
{
    return words[below(mixed({chance, which}), N)];
}

} // namespace

std::string companyName(std::uint64_t chance)
{
    static constexpr std::array first{"Northern", "Harbour", "Blue Ridge", "Alder",  "Copper", "Lakeside",
                                      "Granite",  "Orchard", "Prairie",    "Summit", "Żubr",   "Grüne Aue"};
    static constexpr std::array second{"Audio",  "Electronics", "Trading", "Retail", "Supply", "Instruments",
                                       "Stores", "Components",  "Lighting"};
    static constexpr std::array third{"Ltd", "Inc.", "GmbH", "& Sons", "Group", "Sp. z o.o."};
    return std::string(pick(first, chance, 1)) + ' ' + pick(second, chance, 2) + ' ' + pick(third, chance, 3);
}

std::string cityName(std::uint64_t chance)
{
    static constexpr std::array cities{"Seattle", "Tacoma",  "Houston", "Albany",  "Chicago", "Hamburg",
                                       "Łódź",    "Göteborg", "Aarhus",  "Leicester", "Lyon",   "Brno"};
    return pick(cities, chance, 4);
}

std::string streetAddress(std::uint64_t chance)
{
    static constexpr std::array streets{"Mill Lane", "Station Road", "Harbour Street", "5th Avenue",
                                        "Elm Court", "Market Square", "Dockside"};
    return std::to_string(1 + below(chance, 240)) + ' ' + pick(streets, chance, 5);
}

std::string productName(std::uint64_t chance)
{
    static constexpr std::array kinds{"Speaker", "Amplifier", "Cable", "Receiver", "Headphones", "Bracket", "Projector"};
    static constexpr std::array looks{"black", "white", "walnut", "compact", "outdoor", "studio"};
    return std::string(pick(kinds, chance, 6)) + ", " + pick(looks, chance, 7) + ", " +
           std::to_string(10 + below(mixed({chance, 8}), 90)) + " W";
}

std::string dateText(std::uint64_t days)
{
    return QDate(2026, 1, 1).addDays(qint64(days)).toString(Qt::ISODate).toStdString();
}

} // namespace practice
