#pragma once

#include "app/base/Error.h"
#include "app/files/Record.h"

#include <QList>
#include <QStringList>

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace waybill {

/// The service's record ids joined to the records of the stored file.
struct RecordJoin {
    enum class By { Nothing, Column, CompositeKey, RecordNumber };

    By by = By::Nothing;
    std::vector<std::optional<RecordPlace>> places; ///< one for each id, in the order given
    QStringList columns;                            ///< of the file
    /// The column or columns that the ids are made of; beyond `columns` where rows have more cells than the header.
    QList<int> keyColumns;
    qint64 records = 0; ///< in the whole file
    /// Set when the file could be read only in part; the records before the fault are joined all the same.
    std::optional<Error> fault;
};

/// Where the ids come from.
enum class JoinIds {
    AllOfThisFile,  ///< each names a record of this file
    SomeOfThisFile, ///< of one of several files: numbers of records say nothing, and a few ids are enough for a key
};

/// Finds the record that each id means (protocol section 3: "the record's key or number in staging").
///
/// In this order: a column whose values are (nearly) unique and equal nearly all ids; several columns whose values,
/// joined, make up the ids; the ids as 1-based record numbers. Ids that are plain numbers are taken for a column's
/// values only when every one is found there and the column is the first or is named like a key. A record without a
/// value in the key column is found by its number. Latin case and outer spaces do not count. Of several records with
/// the same key the last are meant, as many as there are ids that name it and in their order: the earlier were
/// imported, the later refused. What cannot be told stays without a place.
///
/// Reads the file once, for keys of several columns up to three times; memory grows with the ids and the
/// header, not with the file: of a row with far more cells than the header only the first are looked at.
/// `progress` gets bytes read and bytes in all. Fails with BadInput when the file has no records to read at all (a
/// package, a workbook, no header), Storage, Cancelled. Runs in the calling thread: use a worker.
Result<RecordJoin> joinRecords(const QString &path, const QStringList &recordIds,
                               const std::function<void(qint64, qint64)> &progress = {}, std::stop_token stop = {},
                               JoinIds of = JoinIds::AllOfThisFile);

} // namespace waybill
