#pragma once

#include "app/packages/PackageManifest.h"
#include "app/rows/RowBlock.h"

#include <functional>
#include <limits>
#include <memory>
#include <stop_token>

namespace waybill {

/// Which data file is read, and how much of it.
struct DataFileAsk {
    QString package;     ///< path of the zip
    qsizetype entry = 0; ///< of its entries()
    QString sheet = {};  ///< of a workbook; empty for the first
    qint64 mostRows = std::numeric_limits<qint64>::max();
};

/// What became known of a data file while it was read.
struct DataFileFacts {
    DataFileKind kind = DataFileKind::Binary;
    QString encoding = {};    ///< for a person, such as "UTF-16 LE with byte order mark"; empty for a workbook
    QStringList columns = {}; ///< in XML as far as met
    QStringList sheets = {};  ///< of a workbook, in its order
    QString sheet = {};       ///< the one that was read
    qint64 rows = 0;          ///< that were handed over
    bool isWhole = false;     ///< nothing follows these rows
    QStringList notes = {};   ///< what a reader should know, a sentence each, such as rows with too many cells
};

/// Reads a CSV, XML or Excel file of a package and hands its rows to `to` as they come, in constant memory: nothing is
/// unpacked to the disk, save a workbook (a scratch file).
///
/// Cells: a number as its digits where it is written as JSON writes one (`0012` is a text), else text. An empty cell of
/// CSV or a workbook is not there, unless CSV quotes it; so is a field that an XML record lacks. PageValue::raw is the
/// text itself, not quoted as JSON.
/// BadInput when it holds no rows that can be read or is damaged (rows before the fault have been handed over),
/// NotFound for a sheet or entry that is not there, Storage, Cancelled. Runs in the calling thread: use a worker.
Result<DataFileFacts> readDataFile(const DataFileAsk &ask, RowHandler &to, const std::stop_token &stop = {});

/// The same in blocks: the first after the first few rows, then larger ones. After false from `take` the reading ends,
/// as if mostRows had been reached.
Result<DataFileFacts> readDataFile(const DataFileAsk &ask,
                                   const std::function<bool(std::shared_ptr<const RowBlock>)> &take,
                                   const std::stop_token &stop = {});

} // namespace waybill
