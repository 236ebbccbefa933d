#include "app/practice/odata/Changes.h"

#include <algorithm>

namespace practice::odata {

void WrittenValue::show(Cell &cell) const
{
    cell.kind = kind;
    cell.places = places;
    cell.number = number;
    cell.text = text;
}

std::int64_t Changes::count(std::int64_t made) const
{
    return made - std::int64_t(gone.size()) + std::int64_t(added.size());
}

std::int64_t Changes::numberAt(std::int64_t place, std::int64_t made) const
{
    const std::int64_t left = made - std::int64_t(gone.size());
    if (place >= left)
        return added[std::size_t(place - left)];
    for (const std::int64_t number : gone) {
        if (number > place)
            break;
        ++place;
    }
    return place;
}

void Changes::remove(std::int64_t number)
{
    rows.erase(number);
    if (number >= firstAdded)
        added.erase(std::remove(added.begin(), added.end(), number), added.end());
    else
        gone.insert(std::lower_bound(gone.begin(), gone.end(), number), number);
}

} // namespace practice::odata
