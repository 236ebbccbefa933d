#pragma once

#include "app/files/ByteStream.h"
#include "app/files/TableReading.h"

namespace waybill {

/// Reads CSV in UTF-8 (Utf8Stream) and hands over at most `mostRows` rows, as CsvRecordReader reads them: the separator
/// by the header line, blank lines passed over. A cell without anything in it is not there, unless it is quoted. Cells
/// beyond the header get columns of their own. `facts` are right also after an error: BadInput (with the line) when
/// there is no header line, a quote is never closed or a record is too long, what the stream says, Cancelled.
Result<void> readCsvRows(ByteStream &from, RowHandler &to, qint64 mostRows, TableFacts &facts,
                         const std::stop_token &stop = {});

} // namespace waybill
