#pragma once

#include "app/journal/Message.h"

#include <QVariantList>

class QSqlQuery;

namespace waybill {

/// How a Failure stands in the journal: few columns, the list of its errors compressed.
QString keepFailureSql();
QVariantList keepFailureValues(MessageKey key, const Failure &failure);

/// The columns that failureFrom reads, in its order.
QString failureColumns();
/// Storage when the compressed part cannot be read.
Result<Failure> failureFrom(const QSqlQuery &row);

} // namespace waybill
