#pragma once

#include "app/environments/Environment.h"

#include <QDateTime>

namespace waybill {

/// Why a job that was asked may have had nothing to fetch, in sentences for a person; the surest first.
/// `leasedUntilUtc`: until when an earlier lost answer may hide a package; null for none.
QStringList whyNothingWaited(const DataJob &job, const QDateTime &leasedUntilUtc);

} // namespace waybill
