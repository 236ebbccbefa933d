#pragma once

#include "app/auth/Connections.h"
#include "app/cli/CommandLine.h"
#include "app/cli/Deadline.h"
#include "app/cli/Output.h"
#include "app/environments/EnvironmentStore.h"
#include "app/environments/SecretStore.h"
#include "app/http/HttpLog.h"
#include "app/messages/MessageDesk.h"
#include "app/packages/Dequeuer.h"
#include "app/packages/PackageExport.h"

namespace waybill {

/// The object graph of one command: made in main, used by its verb. Nothing is opened before a verb asks for it.
class Services
{
public:
    Services(GlobalOptions options, Output *output, Deadline *deadline);
    ~Services();

    Output &out() { return *m_output; }
    Deadline &deadline() { return *m_deadline; }
    const GlobalOptions &options() const { return m_options; }
    const QString &profile() const { return m_profile; }
    std::shared_ptr<const Clock> clock() const { return m_clock; }

    SecretStore &secrets() { return m_secrets; }
    Connections &connections() { return m_connections; }
    /// Loaded when first asked for; Storage when the file cannot be used.
    Result<EnvironmentStore *> environments();
    /// The environment that is meant: --environment, or the only one. NotFound, or Usage when it must be named.
    Result<Environment> environment();
    /// The name under which messages are looked for: --environment if it was given and is there, else empty (all).
    Result<QString> environmentFilter();

    /// The journal for writing, as Journal::open; says so where that takes long. The caller keeps it.
    Result<std::unique_ptr<Journal>> openForWriting();
    /// The journal for reading; works beside any other program. Opened when first asked for.
    Result<Journal *> journal();
    /// What acts on messages, on a journal opened for writing. Opened when first asked for.
    Result<MessageDesk *> desk();
    /// The downloads in the journal, as journal() has it.
    Result<DownloadBook *> downloads();
    /// What fetches packages, on a journal opened for writing. Opened when first asked for.
    Result<Dequeuer *> dequeuer();
    /// What exports data projects, beside the dequeuer.
    Result<PackageExport *> exporter();
    /// Blanks what is secret of downloads whose lease is over; for the end of verbs that had to do with some. What it
    /// cannot do it tells.
    QCoro::Task<void> endLeases();
    /// Cares for a journal that was opened for writing, once a day and for a second at most (BriefCare.h). Trouble is
    /// told everywhere, advice where somebody sees it.
    QCoro::Task<void> care();

private:
    GlobalOptions m_options;
    QString m_profile;
    Output *m_output;
    Deadline *m_deadline;
    std::shared_ptr<const Clock> m_clock;
    HttpLog m_log;
    EnvironmentStore m_environments;
    SecretStore m_secrets;
    Connections m_connections;
    bool m_environmentsLoaded = false;
    std::unique_ptr<Journal> m_reading;
    std::unique_ptr<Journal> m_journal;
    std::unique_ptr<MessageDesk> m_desk;
    std::unique_ptr<DownloadBook> m_downloads; ///< on whichever of the journals was open when it was asked for
    std::unique_ptr<Dequeuer> m_dequeuer;
    std::unique_ptr<PackageExport> m_exporter;
};

} // namespace waybill
