#include "ui/shell/Workbench.h"

#include "app/packages/DownloadExchanges.h"
#include "app/packages/LeaseEnd.h"

namespace waybill {

Result<std::unique_ptr<Workbench>> Workbench::open(const QString &profileFolder, std::shared_ptr<const Clock> clock,
                                                   OpenedJournal opened, SecretStore::Ask ask)
{
    auto journal = Journal::take(std::move(opened), clock);
    if (!journal)
        return fail(journal.error());
    std::unique_ptr<Workbench> bench(new Workbench(profileFolder, std::move(ask), clock, std::move(*journal)));
    if (auto loaded = bench->environments.load(); !loaded)
        return fail(loaded.error());
    bench->environments.followOtherPrograms();
    (void)blankOverdue(&bench->downloads, clock->utcNow()); // a journal that cannot be written to says so by itself
    return bench;
}

Workbench::Workbench(const QString &profileFolder, SecretStore::Ask ask, std::shared_ptr<const Clock> time,
                     std::unique_ptr<Journal> opened)
    : profile(profileFolder), clock(std::move(time)), environments(profileFolder),
      secrets(profileFolder, std::move(ask)), connections(&environments, &secrets, &log, clock),
      journal(std::move(opened)), care(journal.get(), profileFolder, clock),
      desk(profileFolder, journal.get(), &environments, &connections, clock), downloads(*journal, clock),
      packageCare(journal.get(), &downloads, &environments, profileFolder, clock),
      dequeuer(profileFolder, &downloads, &environments, &connections, clock),
      exporter(profileFolder, &downloads, &environments, &connections, clock)
{
    keepDownloadExchanges(&log, &downloads);
}

} // namespace waybill
