#pragma once

#include "app/packages/DataFileReading.h"
#include "app/packages/PackageDiff.h"

namespace waybill {

/// How much of two data files was compared.
enum class Compared {
    Whole,
    FirstSheet, ///< one of them is a workbook with more sheets
    Nothing     ///< neither has a row or a column, whatever else they hold
};

/// Compares the rows of two data files and fills in what FileDiff says of rows and columns, and the state. `known` is
/// the key that somebody knows, or empty. `took` gets bytes of cells as they are read, from two threads. BadInput when
/// one of them holds no rows that can be read, Storage, Cancelled: then the diff is as it was. Blocks.
Result<Compared> diffRows(const DataFileAsk &left, const DataFileAsk &right, const QStringList &known, qint64 mostRows,
                          const std::function<void(qint64)> &took, const std::stop_token &stop, FileDiff &diff);

} // namespace waybill
