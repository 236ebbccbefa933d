#pragma once

#include "app/base/Error.h"

#include <QString>

#include <functional>
#include <stop_token>
#include <vector>

namespace waybill {

enum class ExistingFile { Refuse, Replace };

/// What writeFailingRows wrote.
struct WrittenRows {
    qint64 rows = 0;
    qint64 bytes = 0;
    bool operator==(const WrittenRows &) const = default;
};

/// Writes a file that can be mended and pushed again: the header of `source` (mark, header line; in XML the prolog and
/// opening tags), the original bytes of the records with these 1-based `numbers` in the order of the file, and in XML
/// the closing tags. Nothing in between is changed or re-encoded.
///
/// The file appears whole or not at all: it is written beside `target`, flushed to disk and renamed. Memory stays flat.
/// `progress` gets bytes done and bytes in all, of `source`. Fails with Conflict when the target exists and may not be
/// replaced or is the source, NotFound when there is no number or no record with one of the numbers, BadInput when
/// the source cannot be read as records, Storage, Cancelled. Runs in the calling thread: use a worker.
Result<WrittenRows> writeFailingRows(const QString &source, const QString &target, std::vector<qint64> numbers,
                                     ExistingFile existing, const std::function<void(qint64, qint64)> &progress = {},
                                     std::stop_token stop = {});

} // namespace waybill
