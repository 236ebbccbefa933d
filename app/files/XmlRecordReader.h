#pragma once

#include "app/files/ByteStream.h"
#include "app/files/RecordReader.h"

namespace waybill {

/// Opens an XML file whose encoding is known. Its records are the repeated elements below the root (see
/// findRecordDepth); their fields are their child elements and their own attributes, named without namespace prefix.
/// A document that is not well-formed gives the records before the fault and then BadInput with the line.
/// Entities are never expanded, elements may be 256 deep at most. Fails like openRecords().
Result<std::unique_ptr<RecordReader>> openXmlRecords(const QString &path, EncodingFinding encoding,
                                                     std::stop_token stop = {});

/// The same of a stream in UTF-8, which begins twice; it cannot be sought in, and places count its own bytes.
Result<std::unique_ptr<RecordReader>> openXmlRecords(const ByteSource &source, std::stop_token stop = {});

} // namespace waybill
