#pragma once

#include "app/auth/Connections.h"
#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"
#include "app/http/HttpLog.h"
#include "app/journal/JournalCare.h"
#include "app/messages/MessageDesk.h"

#include <memory>

namespace waybill {

/// The services of the window, in the order in which they need each other. GUI thread.
struct Workbench {
    /// Opens (and makes) the profile. Storage when it cannot be used or is of a newer version.
    static Result<std::unique_ptr<Workbench>> open(const QString &profileFolder, SecretStore::Ask ask);

    QString profile;
    std::shared_ptr<const Clock> clock;
    HttpLog log;
    EnvironmentStore environments;
    SecretStore secrets;
    Connections connections;
    std::unique_ptr<Journal> journal;
    JournalCare care;
    MessageDesk desk;

private:
    Workbench(const QString &profileFolder, SecretStore::Ask ask, std::shared_ptr<const Clock> time,
              std::unique_ptr<Journal> opened);
};

} // namespace waybill
