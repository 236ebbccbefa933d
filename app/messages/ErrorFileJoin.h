#pragma once

#include "app/base/Error.h"
#include "app/journal/Failure.h"

#include <QByteArray>

#include <stop_token>

namespace waybill {

/// Joins the records of an error file (the service's list of records, or of keys, that failed) to the file that was
/// sent: a record of the error file is that of the sent file which has the same values in all columns that both have.
/// Of several such records the last are meant, as many as the error file has. An error that names such a record without
/// a place gets its place; what `errors` does not name yet is added. `sent` is the data file's own path.
/// The number of added errors; 0 too when either cannot be read as records, or they share no column. Storage and
/// Cancelled when not all could be read: then nothing is changed. Blocks.
Result<qint64> addErrorsOfFile(const QString &sent, const FailureFile &file, const QByteArray &content,
                               QList<RecordError> &errors, std::stop_token stop);

} // namespace waybill
