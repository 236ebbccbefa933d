// The file of an export as an answer: whole, in part, or spoilt.
#pragma once

#include "app/practice/calls/HttpTypes.h"
#include "app/practice/exports/Export.h"
#include "app/practice/faults/Fault.h"

#include <optional>

namespace practice {

class ExportStore;

/// Which bytes of a file are wanted, both included.
struct ByteRange {
    qint64 first = 0;
    qint64 last = 0;
};

/// Reads a Range header for a file of `size` bytes. Nothing where it asks for none, for several, or for what is no
/// range: then the whole file is the answer. `first` behind the end: none of it can be had.
std::optional<ByteRange> rangeOf(const QString &header, qint64 size);

/// Answers with the file: 200, 206 or 416, and what the fault makes of it. Notes the request in the store, and every
/// byte as it goes.
void answerFile(ExportStore &store, const Export &made, const std::optional<Fault> &fault, Fetch fetch,
                const httplib::Request &request, httplib::Response &response);

} // namespace practice
