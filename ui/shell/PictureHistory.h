#pragma once

#include "app/base/Error.h"

#include <QDateTime>
#include <qcorotask.h>

namespace waybill {

/// Gives the scratch profile of the pictures a month of messages before `now`, the same ones each time: four jobs that
/// mostly succeed, a night in which orders failed, a few answers lost. Nothing of it was ever sent. Storage.
QCoro::Task<Result<void>> writePictureHistory(QString profileFolder, QString environment, QDateTime now);

} // namespace waybill
