#include "ui/shell/Workbench.h"

#include <QDir>

namespace waybill {
using namespace Qt::StringLiterals;

Result<std::unique_ptr<Workbench>> Workbench::open(const QString &profileFolder, SecretStore::Ask ask)
{
    if (!QDir().mkpath(profileFolder)) {
        return fail(
            ErrorKind::Storage,
            u"The profile folder %1 cannot be made. Check its place and its rights, or start with --profile DIR."_s.arg(
                QDir::toNativeSeparators(profileFolder)));
    }
    const auto clock = std::make_shared<SystemClock>();
    auto journal = Journal::open(profileFolder, clock, Journal::Access::ReadWrite);
    if (!journal)
        return fail(journal.error());
    std::unique_ptr<Workbench> bench(new Workbench(profileFolder, std::move(ask), clock, std::move(*journal)));
    if (auto loaded = bench->environments.load(); !loaded)
        return fail(loaded.error());
    return bench;
}

Workbench::Workbench(const QString &profileFolder, SecretStore::Ask ask, std::shared_ptr<const Clock> time,
                     std::unique_ptr<Journal> opened)
    : profile(profileFolder), clock(std::move(time)), environments(profileFolder),
      secrets(profileFolder, std::move(ask)), connections(&environments, &secrets, &log, clock),
      journal(std::move(opened)), care(journal.get(), profileFolder, clock),
      desk(profileFolder, journal.get(), &environments, &connections, clock)
{
}

} // namespace waybill
