#include "app/practice/odata/Recipe.h"

#include "app/practice/data/Text.h"
#include "app/practice/traffic/Words.h"

#include <charconv>
#include <utility>

namespace practice::odata::recipes {
namespace {

constexpr std::int64_t daySeconds = 86400;
constexpr std::int64_t firstDay = 19358;        // 1 January 2023
constexpr std::int64_t days = 1461;             // to the end of 2026
constexpr std::int64_t emptyDate = -2208945600; // 1 January 1900, noon

std::uint64_t chanceOf(const Place &place, int lot)
{
    return lot > 0 ? mix(place.base, std::uint64_t(lot)) : place.chance();
}

void appendNumber(std::string &text, std::int64_t number, int digits)
{
    char buffer[24];
    const auto size = std::size_t(std::to_chars(buffer, buffer + sizeof buffer, number).ptr - buffer);
    if (size < std::size_t(digits))
        text.append(std::size_t(digits) - size, '0');
    text.append(buffer, size);
}

/// A number from what a recipe makes: the same text, the same number.
std::uint64_t chanceFrom(const Recipe &recipe, const Place &place, Cell &cell)
{
    recipe(place, cell);
    return stableHash(cell.text);
}

Recipe named(Recipe of, std::string (*name)(std::uint64_t))
{
    return [of = std::move(of), name](const Place &place, Cell &cell) {
        cell.keepText(name(chanceFrom(of, place, cell)));
    };
}

std::string personOf(std::uint64_t chance)
{
    static constexpr std::array first{"Anna",  "Ben", "Clara", "David", "Elif", "Frank", "Grażyna", "Hanna", "Ivo",
                                      "Julia", "Kim", "Lars",  "María", "Noor", "Oskar", "Petra",   "Søren", "Zoë"};
    static constexpr std::array last{"Adams", "Baker",  "Carlsson", "Díaz", "Evans", "Fischer", "Grant",   "Hughes",
                                     "Ito",   "Jensen", "Kowalski", "Lang", "Meyer", "Novák",   "O'Brien", "Young"};
    return std::string(first[mix(chance, 1) % first.size()]) + ' ' + last[mix(chance, 2) % last.size()];
}

} // namespace

Recipe company()
{
    return [](const Place &place, Cell &cell) { cell.setText(place.company); };
}

Recipe member(Table table)
{
    return [table](const Place &place, Cell &cell) {
        const auto &pool = (*place.pools)[std::size_t(table)];
        const auto row = std::size_t(place.row);
        cell.setText(row < pool.size() ? pool[row] : (*place.imported)[row - pool.size()]);
    };
}

Recipe pick(Table table, int lot)
{
    return [table, lot](const Place &place, Cell &cell) {
        const auto &pool = (*place.pools)[std::size_t(table)];
        cell.setText(pool.empty() ? std::string_view() : std::string_view(pool[chanceOf(place, lot) % pool.size()]));
    };
}

Recipe oneOf(std::vector<std::string> words, int lot)
{
    return [words = std::move(words), lot](const Place &place, Cell &cell) {
        cell.setText(words[chanceOf(place, lot) % words.size()]);
    };
}

Recipe listed(std::vector<std::string> words)
{
    return [words = std::move(words)](const Place &place, Cell &cell) {
        cell.setText(words[std::size_t(place.row) % words.size()]);
    };
}

Recipe numbered(std::string prefix, int digits)
{
    return [prefix = std::move(prefix), digits](const Place &place, Cell &cell) {
        cell.room.assign(prefix);
        appendNumber(cell.room, place.row + 1, digits);
        cell.kind = Cell::Kind::Text;
        cell.text = cell.room;
    };
}

Recipe drawn(std::string prefix, std::int64_t least, std::int64_t most, int lot)
{
    return [prefix = std::move(prefix), least, most, lot](const Place &place, Cell &cell) {
        cell.room.assign(prefix);
        appendNumber(cell.room, least + std::int64_t(chanceOf(place, lot) % std::uint64_t(most - least + 1)), 0);
        cell.kind = Cell::Kind::Text;
        cell.text = cell.room;
    };
}

Recipe rowNumber(std::int64_t first)
{
    return [first](const Place &place, Cell &cell) { cell.setInteger(first + place.row); };
}

Recipe whole(std::int64_t least, std::int64_t most, int lot)
{
    const auto span = std::uint64_t(most) - std::uint64_t(least) + 1;
    return [least, span, lot](const Place &place, Cell &cell) {
        cell.setInteger(least + std::int64_t(chanceOf(place, lot) % span));
    };
}

Recipe amount(std::int64_t most, int places, int lot)
{
    std::uint64_t scale = 1;
    for (int place = 0; place < places; ++place)
        scale *= 10;
    const bool isSigned = most < 0;
    const std::uint64_t span = std::uint64_t(isSigned ? -most : most) * scale + 1;
    return [=](const Place &place, Cell &cell) {
        const std::uint64_t chance = chanceOf(place, lot);
        const auto digits = std::int64_t(chance % span);
        cell.setDecimal(isSigned && (chance >> 60) % 2 == 1 ? -digits : digits, places);
    };
}

Recipe day(int lot)
{
    return [lot](const Place &place, Cell &cell) {
        const auto which = std::int64_t(chanceOf(place, lot) % std::uint64_t(days));
        cell.setTime((firstDay + which) * daySeconds + daySeconds / 2);
    };
}

Recipe moment(int lot)
{
    return [lot](const Place &place, Cell &cell) {
        cell.setTime(firstDay * daySeconds + std::int64_t(chanceOf(place, lot) % std::uint64_t(days * daySeconds)));
    };
}

Recipe emptyDay()
{
    return [](const Place &, Cell &cell) { cell.setTime(emptyDate); };
}

Recipe constant(std::string text)
{
    return [text = std::move(text)](const Place &, Cell &cell) { cell.setText(text); };
}

Recipe guid()
{
    return [](const Place &place, Cell &cell) {
        static constexpr char digits[] = "0123456789abcdef";
        const std::uint64_t high = mix(place.chance(), 1);
        const std::uint64_t low = mix(place.chance(), 2);
        std::string text;
        for (int i = 0; i < 32; ++i) {
            if (i == 8 || i == 12 || i == 16 || i == 20)
                text += '-';
            text += digits[((i < 16 ? high : low) >> (4 * (i % 16))) & 15U];
        }
        cell.keepText(std::move(text));
        cell.kind = Cell::Kind::Guid;
    };
}

Recipe json(std::string text)
{
    return [text = std::move(text)](const Place &, Cell &cell) {
        cell.setText(text);
        cell.kind = Cell::Kind::Json;
    };
}

Recipe boolean(std::function<bool(std::int64_t)> value)
{
    return [value = std::move(value)](const Place &place, Cell &cell) { cell.setBoolean(value(place.row)); };
}

Recipe businessName(Recipe of)
{
    return named(std::move(of), companyName);
}

Recipe personName(Recipe of)
{
    return named(std::move(of), personOf);
}

Recipe productName(Recipe of)
{
    return named(std::move(of), practice::productName);
}

Recipe city(Recipe of)
{
    return named(std::move(of), cityName);
}

Recipe street(Recipe of)
{
    return named(std::move(of), streetAddress);
}

Recipe email(Recipe of)
{
    return named(std::move(of),
                 [](std::uint64_t chance) { return "office" + std::to_string(chance % 900) + "@example.com"; });
}

Recipe phone(Recipe of)
{
    return named(std::move(of), [](std::uint64_t chance) { return "+1 555 01" + std::to_string(10 + chance % 90); });
}

Recipe remark()
{
    static constexpr std::array<std::string_view, 12> words{"",
                                                            "",
                                                            "Paid in advance",
                                                            "See attachment",
                                                            "Ordered by phone",
                                                            "Rebate agreed",
                                                            "Deliver to the back door",
                                                            "The label says \"fragile\"",
                                                            "Kunde wünscht Rückruf",
                                                            "First line\nSecond line",
                                                            "C:\\orders\\2026",
                                                            "50 % up front, 50 % on delivery"};
    return [](const Place &place, Cell &cell) { cell.setText(words[place.chance() % words.size()]); };
}

Recipe joined(Recipe left, std::string between, Recipe right)
{
    return [left = std::move(left), between = std::move(between), right = std::move(right)](const Place &place,
                                                                                            Cell &cell) {
        left(place, cell);
        std::string text(cell.text);
        text += between;
        right(place, cell);
        text += cell.text;
        cell.keepText(std::move(text));
    };
}

namespace {

bool isChosen(const Place &place, int percent, int lot = 0)
{
    return int(mix(chanceOf(place, lot), 3) % 100) < percent;
}

} // namespace

Recipe blankExcept(int percent, Recipe recipe, int lot)
{
    return [percent, recipe = std::move(recipe), lot](const Place &place, Cell &cell) {
        return isChosen(place, percent, lot) ? recipe(place, cell) : cell.setText({});
    };
}

Recipe nullExcept(int percent, Recipe recipe)
{
    return [percent, recipe = std::move(recipe)](const Place &place, Cell &cell) {
        return isChosen(place, percent) ? recipe(place, cell) : cell.setNull();
    };
}

Recipe emptyDayExcept(int percent, Recipe recipe)
{
    return [percent, recipe = std::move(recipe)](const Place &place, Cell &cell) {
        return isChosen(place, percent) ? recipe(place, cell) : cell.setTime(emptyDate);
    };
}

Recipe ofGroup(int count, Recipe recipe)
{
    return [count, recipe = std::move(recipe)](const Place &place, Cell &cell) {
        Place group = place;
        group.row = place.row / count;
        group.base = mix(place.companyBase, std::uint64_t(group.row));
        recipe(group, cell);
    };
}

Recipe withinGroup(int count)
{
    return [count](const Place &place, Cell &cell) { cell.setInteger(place.row % count + 1); };
}

} // namespace practice::odata::recipes
