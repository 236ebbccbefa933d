#pragma once

#include <QStringList>

namespace waybill {

/// Where one record of a stored file lies.
struct RecordPlace {
    qint64 number = 0; ///< 1-based; a header line is not a record, blank lines are not counted
    qint64 line = 0;   ///< 1-based physical line of the file where the record begins
    qint64 offset = 0; ///< first byte in the file as it is stored
    qint64 length = 0; ///< bytes; in CSV with the line end, in XML from `<` of the start tag to `>` of the end tag

    bool operator==(const RecordPlace &) const = default;
};

/// One record as read. `values` follow the order of RecordReader::columns() and may be fewer or, in a CSV row
/// with too many separators, more than these.
struct Record {
    RecordPlace place;
    qint64 lead = 0; ///< bytes of white space before `offset` that belong to the record in a copy (XML only)
    QStringList values;
};

} // namespace waybill
