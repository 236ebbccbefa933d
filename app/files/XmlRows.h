#pragma once

#include "app/files/ByteStream.h"
#include "app/files/TableReading.h"

namespace waybill {

/// Reads XML in UTF-8 (Utf8Stream) and hands over at most `mostRows` rows: the records as XmlRecordReader finds them,
/// elements and attributes alike. What a record lacks is not there; an empty element is an empty text. `source` begins
/// twice. `facts` are right also after an error: BadInput (with the line) when it is not well-formed, what the stream
/// says, Cancelled.
Result<void> readXmlRows(const ByteSource &source, RowHandler &to, qint64 mostRows, TableFacts &facts,
                         const std::stop_token &stop = {});

} // namespace waybill
