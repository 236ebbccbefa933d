#pragma once

#include <QtGlobal>

#include <span>
#include <vector>

namespace waybill {

/// A row with the key by which it is being sorted.
struct KeyedRow {
    quint64 key = 0;
    quint32 row = 0;
    quint32 index = 0; ///< for whoever sorts
};

/// Sorts by key, ascending, those with the same key in the order given. `scratch` grows as needed and is used again.
void sortByKey(std::span<KeyedRow> rows, std::vector<KeyedRow> &scratch);

} // namespace waybill
