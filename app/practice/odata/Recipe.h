// How the values of a property are made.
#pragma once

#include "app/practice/data/Entity.h"
#include "app/practice/odata/Cell.h"
#include "app/practice/odata/Changes.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace practice::odata {

/// What references of one company may name, in order.
using Pools = std::array<std::vector<std::string>, std::size_t(Table::MainAccounts) + 1>;

/// Mixes bits well; cheap enough for every cell of a million rows.
constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t state = a ^ (b * 0x9e3779b97f4a7c15ULL + 0x7f4a7c159e3779b9ULL);
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9ULL;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebULL;
    return state ^ (state >> 31);
}

/// One row of one company. References only: a row holds nothing.
struct Place {
    const Pools *pools = nullptr;
    const std::vector<std::string> *imported = nullptr; ///< keys that came by imports, behind those of the pool
    std::string_view company;                           ///< as dataAreaId shows it
    std::uint64_t base = 0;                             ///< chance of the row, the same for every set
    std::uint64_t companyBase = 0;                      ///< chance of the company
    std::int64_t row = 0;
    std::uint64_t salt = 0; ///< of the property that is made
    const WrittenRow *written = nullptr; ///< what somebody wrote of it

    std::uint64_t chance() const { return mix(base, salt); }
};

using Recipe = std::function<void(const Place &, Cell &)>;

/// A recipe with a *lot* above 0 draws the same for every property, of whatever set, that has the same lot in the same
/// row: so that a name belongs to the account beside it.
namespace recipes {

Recipe company();
/// The key of the row's own table, then what was imported.
Recipe member(Table table);
/// A member of another table.
Recipe pick(Table table, int lot = 0);
Recipe oneOf(std::vector<std::string> words, int lot = 0);
/// The word of the row's own number.
Recipe listed(std::vector<std::string> words);
/// "SO-000017": the row's number from 1.
Recipe numbered(std::string prefix, int digits);
Recipe drawn(std::string prefix, std::int64_t least, std::int64_t most, int lot = 0);
Recipe rowNumber(std::int64_t first);
Recipe whole(std::int64_t least, std::int64_t most, int lot = 0);
/// 0 to `most`, with digits behind the point; negative ones too where `most` is negative.
Recipe amount(std::int64_t most, int places = 2, int lot = 0);
/// A day at noon, as F&O writes dates; of the three years before and the year after the beginning of 2026.
Recipe day(int lot = 0);
/// A moment of these days.
Recipe moment(int lot = 0);
Recipe emptyDay();
Recipe constant(std::string text);
Recipe guid();
Recipe json(std::string text);
Recipe boolean(std::function<bool(std::int64_t row)> value);

// What is called after something: the same name for the same account wherever it is shown.
Recipe businessName(Recipe of);
Recipe personName(Recipe of);
Recipe productName(Recipe of);
Recipe city(Recipe of);
Recipe street(Recipe of);
Recipe email(Recipe of);
Recipe phone(Recipe of);
/// "Note 12" and the like, sometimes with quotes, line ends or letters beyond ASCII.
Recipe remark();

Recipe joined(Recipe left, std::string between, Recipe right);
/// Of each hundred rows so many have it; the others an empty text, no value, or the empty date.
Recipe blankExcept(int percent, Recipe recipe, int lot = 0);
Recipe nullExcept(int percent, Recipe recipe);
Recipe emptyDayExcept(int percent, Recipe recipe);
/// Rows in groups of `count`: what the row of the group has, and the number within it from 1.
Recipe ofGroup(int count, Recipe recipe);
Recipe withinGroup(int count);

} // namespace recipes

} // namespace practice::odata
