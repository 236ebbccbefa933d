// One F&O of the program: its messages, its faults, and the addresses at which it can be reached.
#pragma once

#include "app/practice/BatchPlan.h"
#include "app/practice/ErrorFileDesk.h"
#include "app/practice/ImportWorker.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Settings.h"
#include "app/practice/exports/ExportDesk.h"
#include "app/practice/faults/FaultBook.h"
#include "app/practice/history/History.h"
#include "app/practice/odata/Service.h"

#include <memory>
#include <vector>

namespace practice {

class FaultRelay;
class HttpServer;
class Profile;
struct Desks;

/// Serves from `open` until it is destroyed, on threads of its own. Settings, profile and desks outlive it.
class Environment
{
public:
    Environment(const Settings &settings, const Profile &profile);
    ~Environment();

    FaultBook &faults() { return m_faults; }

    /// Takes a port on loopback for another address (0: any free one); 0 when it cannot be had, with the system's
    /// reason in `problem`. The address is that of the port, unless `url` says by which one it is reached from outside.
    quint16 listen(quint16 port, QString &problem, const QString &url = {});
    /// All its addresses, under both of loopback's names.
    QStringList origins() const;
    /// What tokens for it may be made out to: these, and the same as an on-premises installation is called.
    QStringList resources() const;

    /// Begins to answer at every address. `authority`: where its authority is; empty: at each address itself.
    /// False when the system has no port left.
    bool open(Desks &desks, const QString &authority);

private:
    /// An address with what serves it.
    struct Door {
        QString url;
        std::unique_ptr<HttpServer> server;
        std::unique_ptr<FaultRelay> relay;       ///< ends before the server behind it
        std::unique_ptr<FaultRelay> secondRelay; ///< in front of what stands for blob storage
    };

    // In the order of making; destroyed from the bottom up, so that nobody outlives what he works with.
    const Settings &m_settings;
    const Profile &m_profile;
    LifecycleClock m_clock;
    FaultBook m_faults;
    BatchPlan m_batches;
    const std::unique_ptr<const History> m_history; ///< null: none was asked for
    MessageStore m_store;
    ErrorFileDesk m_errorFiles;
    Importer m_importer;
    ImportWorker m_worker;
    odata::Service m_odata;
    ExportDesk m_exports;
    std::vector<Door> m_doors;
};

} // namespace practice
