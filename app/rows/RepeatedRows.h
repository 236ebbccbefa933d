#pragma once

#include "app/rows/RowStore.h"

#include <optional>
#include <stop_token>
#include <vector>

namespace waybill {

/// How many rows have in these columns what a row before them has: with the columns of a key, rows that came twice, as
/// they do where data changed between two pages (protocol.md section 5). Sixteen bytes of memory a row while it works.
/// Any thread; nothing when it was stopped.
std::optional<qsizetype> repeatedRows(const RowStore &store, const std::vector<int> &columns,
                                      const std::stop_token &stop = {});

/// The same of whole rows with their etags, where the columns of a key are not known or not there: SeenRows has what
/// that needs. Any thread; nothing when it was stopped.
std::optional<qsizetype> repeatedWholeRows(const RowStore &store, const std::stop_token &stop = {});

/// Every row has an etag.
bool haveEtags(const RowStore &store);

} // namespace waybill
