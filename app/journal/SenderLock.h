#pragma once

#include "app/journal/FileLock.h"
#include "app/journal/ProgramMark.h"

namespace waybill {

/// `sender.lock`: only its holder sends and polls.
inline QString senderLockPath(const QString &profileFolder)
{
    return profileFolder + QStringLiteral("/sender.lock");
}

} // namespace waybill
