#pragma once

#include "app/files/RecordReader.h"

namespace waybill {

/// Opens a CSV file whose encoding is known and reads its header line.
///
/// The separator is the one of comma, semicolon, tab and pipe that occurs most often in the header line outside
/// quotes. Quoted fields may hold separators, doubled quotes and line breaks; CRLF, LF and lone CR end lines. What
/// follows a closing quote is taken as it stands, and a quote inside an unquoted field is an ordinary character, as
/// spreadsheets read it. A quote that is never closed is an error that names the line where it opens.
/// Fails like openRecords().
Result<std::unique_ptr<RecordReader>> openCsvRecords(const QString &path, EncodingFinding encoding,
                                                     std::stop_token stop = {});

} // namespace waybill
