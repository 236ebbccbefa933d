#pragma once

#include "app/base/Error.h"
#include "app/files/Record.h"
#include "app/files/TextEncoding.h"

#include <QStringList>

#include <memory>
#include <stop_token>

namespace waybill {

/// Reads the records of a stored file one after the other, in constant memory however large the file is.
/// Not thread-safe; use one reader in one thread. Obtain one with openRecords().
class RecordReader
{
public:
    /// A record, field or tag longer than this is an error, so that a file with a forgotten quote cannot fill
    /// the memory.
    static constexpr qint64 kLongestRecord = 64 * 1024 * 1024;

    virtual ~RecordReader() = default;

    /// Reads the next record into `record` (whose memory is used again). False at the file's end. An error
    /// (BadInput with the line, Storage, Cancelled) ends the reading; records before it were all given.
    virtual Result<bool> next(Record &record) = 0;

    /// Goes to a record that was read before; the next call of next() gives it again, and those after it follow.
    virtual Result<void> seek(const RecordPlace &place) = 0;

    /// The column names: CSV's header line; in XML the names of fields met so far, so it grows while reading
    /// (nested fields as `PARENT/CHILD`, of a repeated field the first).
    virtual const QStringList &columns() const = 0;

    /// Bytes at the beginning that belong to no record: mark, header line, XML prolog and opening tags.
    /// In XML known from the first record on.
    virtual qint64 headerEnd() const = 0;

    /// First byte after the last record read so far; in XML the closing tags begin there.
    virtual qint64 footerBegin() const = 0;

    virtual EncodingFinding encoding() const = 0;
};

/// Opens a CSV or XML file by what is in it. Fails with Storage when it cannot be read and with BadInput when it is
/// neither, empty, or has no readable header. A stop request makes the next call of next() fail with Cancelled.
Result<std::unique_ptr<RecordReader>> openRecords(const QString &path, std::stop_token stop = {});

} // namespace waybill
