#pragma once

#include "app/auth/Connections.h"
#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"
#include "app/http/HttpLog.h"
#include "app/journal/JournalCare.h"
#include "app/journal/JournalOpening.h"
#include "app/messages/MessageDesk.h"
#include "app/packages/Dequeuer.h"
#include "app/packages/PackageExport.h"
#include "app/packages/PackageRetention.h"
#include "ui/widgets/ProductionGuard.h"

#include <memory>

namespace waybill {

/// The services of the window, in the order in which they need each other. GUI thread.
struct Workbench {
    /// The services on a profile whose journal is open. Storage when something else of it cannot be used.
    static Result<std::unique_ptr<Workbench>> open(const QString &profileFolder, std::shared_ptr<const Clock> clock,
                                                   OpenedJournal opened, SecretStore::Ask ask);

    QString profile;
    std::shared_ptr<const Clock> clock;
    HttpLog log;
    EnvironmentStore environments;
    SecretStore secrets;
    Connections connections;
    std::unique_ptr<Journal> journal;
    JournalCare care;
    MessageDesk desk;
    DownloadBook downloads;
    PackageCare packageCare;
    Dequeuer dequeuer;
    PackageExport exporter;
    std::shared_ptr<ProductionGuard> guard = std::make_shared<ProductionGuard>();

private:
    Workbench(const QString &profileFolder, SecretStore::Ask ask, std::shared_ptr<const Clock> time,
              std::unique_ptr<Journal> opened);
};

} // namespace waybill
