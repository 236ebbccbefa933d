// What was written into the sets since the program began.
#pragma once

#include "app/practice/odata/Cell.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace practice::odata {

/// A value that somebody wrote.
struct WrittenValue {
    Cell::Kind kind = Cell::Kind::Null;
    int places = 0;
    std::int64_t number = 0;
    std::string text;

    /// The cell then points into this.
    void show(Cell &cell) const;
};

/// A row that was written: the properties that were, by their index.
struct WrittenRow {
    std::uint64_t version = 0;
    std::map<int, WrittenValue> values;
};

/// What was written of one company of one set. Never changed once it is shown: a write makes another one, so that who
/// reads goes on with what was there.
struct Changes {
    /// Rows that were added have numbers from here on, whatever imports add to those that are made.
    static constexpr std::int64_t firstAdded = std::int64_t(1) << 40;

    std::map<std::int64_t, WrittenRow> rows; ///< by number; of an added row all its properties
    std::vector<std::int64_t> gone;          ///< numbers of rows that are made and were deleted, in order
    std::vector<std::int64_t> added;         ///< numbers of added rows that are there, in order
    std::int64_t nextAdded = firstAdded;
    std::uint64_t version = 0; ///< rises with each write

    /// The number of the row at a place among those that are there; `made`: how many rows are made.
    std::int64_t numberAt(std::int64_t place, std::int64_t made) const;
    std::int64_t count(std::int64_t made) const;
    void remove(std::int64_t number);
};

} // namespace practice::odata
