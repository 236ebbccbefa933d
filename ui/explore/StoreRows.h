#pragma once

#include "app/odata/RowWriter.h"
#include "app/rows/RowStore.h"

#include <atomic>
#include <stop_token>

namespace waybill {

/// Hands rows of a store to a writer, page by page, as if the service had sent them: texts, numbers and nested values
/// as served, Absent ones left out. `columns` and `rows` in their order; none, or null: all. `done` counts the rows.
/// Storage from the writer, Cancelled when stopped. Any thread; blocks.
Result<void> writeRows(const RowStore &store, const QStringList &columns, const RowNumbers *rows, RowWriter &writer,
                       std::atomic<qint64> &done, const std::stop_token &stop);

} // namespace waybill
