#pragma once

#include "app/base/Error.h"
#include "app/journal/Message.h"

#include <stop_token>

namespace waybill {

/// One failing row as it stands in the stored file.
struct FailingRow {
    qint64 line = 0;
    QStringList cells;
    int guiltyColumn = -1; ///< -1: the message names none
    QString message;
};

/// The failing rows for the eye.
struct FailingRowTable {
    QStringList columns;
    QList<FailingRow> rows; ///< the first 5,000
    qint64 total = 0;       ///< failing rows that could be told
};

/// The service's error list, joined to the stored file and grouped by cause.
struct JoinedErrors {
    QList<RecordError> errors; ///< in the order they came, with record and line where they could be told
    QList<Cause> causes;
    QString explanation;
    QStringList nextSteps;
};

/// Joins and groups; `path` may be empty or a file without rows (a package): then nothing is joined. Blocks: call it on
/// a worker. A stop leaves lines out, not errors.
JoinedErrors joinErrors(const QString &path, QList<RecordError> errors, std::stop_token stop);

/// The rows that joined errors name, with the cell each message speaks of. Blocks.
Result<FailingRowTable> readFailingRows(const QString &path, const QList<RecordError> &errors, std::stop_token stop);

/// Writes the header and just those rows, byte for byte, to `output` (replaced atomically). The number of rows. Blocks.
Result<qint64> writeFailingRows(const QString &path, const QList<RecordError> &errors, const QString &output,
                                std::stop_token stop);

} // namespace waybill
