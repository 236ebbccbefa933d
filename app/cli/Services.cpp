#include "app/cli/Services.h"

#include "app/cli/Interrupts.h"
#include "app/cli/OpeningNote.h"
#include "app/cli/Terminal.h"
#include "app/environments/Profile.h"
#include "app/journal/BriefCare.h"
#include "app/journal/JournalOpening.h"
#include "app/packages/DownloadExchanges.h"
#include "app/packages/LeaseEnd.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QCoro::Task<std::optional<QString>> askForSecret(QString environment, SecretKind kind, QString why,
                                                 std::stop_token stop)
{
    const QString what = kind == SecretKind::Passphrase      ? u"Passphrase for the certificate of “%1”: "_s
                         : kind == SecretKind::ProxyPassword ? u"Password for the proxy of “%1”: "_s
                                                             : u"Client secret of “%1”: "_s;
    const auto answer = co_await Terminal::askSecret(why + u'\n' + what.arg(environment), stop);
    co_return answer;
}
/// Tells on the terminal how much of a package has come.
auto arrivingOn(Output *out)
{
    return [out](DownloadKey key, qint64 received, qint64 total) {
        out->progress(total > 0 ? u"Fetching download %1: %2 %"_s.arg(number(key)).arg(received * 100 / total)
                                : u"Fetching download %1: %2 MB"_s.arg(number(key)).arg(received >> 20));
    };
}
} // namespace

Services::Services(GlobalOptions options, Output *output, Deadline *deadline)
    : m_options(std::move(options)), m_profile(profileFolder(m_options.profile)), m_output(output),
      m_deadline(deadline), m_clock(std::make_shared<SystemClock>()), m_environments(m_profile),
      m_secrets(m_profile,
                [this](QString environment, SecretKind kind) {
                    return askForSecret(environment, kind, m_secrets.whyAsked(environment, kind), m_deadline->token());
                }),
      m_connections(&m_environments, &m_secrets, &m_log, m_clock)
{
    QObject::connect(&m_connections, &Connections::signInNotKept, &m_connections,
                     [output](const QString &sentence) { output->note(sentence); });
}

Services::~Services() = default;

Result<EnvironmentStore *> Services::environments()
{
    if (!m_environmentsLoaded) {
        if (const auto loaded = m_environments.load(); !loaded)
            return fail(loaded.error());
        m_environmentsLoaded = true;
    }
    return &m_environments;
}

Result<Environment> Services::environment()
{
    const auto store = environments();
    if (!store)
        return fail(store.error());
    const auto &all = (*store)->environments();
    if (!m_options.environment.isEmpty()) {
        const Environment *named = (*store)->find(m_options.environment);
        if (!named) {
            return fail(ErrorKind::NotFound, u"There is no environment “%1”. See waybill-cli environments list."_s.arg(
                                                 m_options.environment));
        }
        return *named;
    }
    if (all.isEmpty()) {
        return fail(ErrorKind::NotFound,
                    u"This profile has no environment. Add one with waybill-cli environments add."_s);
    }
    if (all.size() > 1) {
        QStringList names;
        for (const Environment &environment : all)
            names.append(environment.name);
        return fail(ErrorKind::Usage,
                    u"There are %1 environments. Say which with --environment NAME: %2."_s.arg(all.size())
                        .arg(names.join(u", "_s).left(300)));
    }
    return all.first();
}

Result<QString> Services::environmentFilter()
{
    if (m_options.environment.isEmpty())
        return QString();
    const auto named = environment();
    if (!named)
        return fail(named.error());
    return named->name;
}

Result<Journal *> Services::journal()
{
    if (m_journal)
        return m_journal.get();
    if (!m_reading) {
        auto opened = Journal::open(m_profile, m_clock, Journal::Access::ReadOnly);
        if (!opened)
            return fail(opened.error());
        m_reading = std::move(*opened);
    }
    return m_reading.get();
}

Result<std::unique_ptr<Journal>> Services::openForWriting()
{
    OpeningNote note(m_output, m_deadline);
    auto opened = openJournal(m_profile, *m_clock, note.watch());
    if (!opened)
        return fail(note.named(opened.error()));
    return Journal::take(std::move(*opened), m_clock);
}

Result<MessageDesk *> Services::desk()
{
    if (!m_desk) {
        const auto store = environments();
        if (!store)
            return fail(store.error());
        auto opened = openForWriting();
        if (!opened)
            return fail(opened.error());
        m_journal = std::move(*opened);
        if (m_journal->rescue())
            m_output->note(m_journal->rescue()->text());
        m_desk = std::make_unique<MessageDesk>(m_profile, m_journal.get(), *store, &m_connections, m_clock);
        QObject::connect(m_journal.get(), &Journal::writeFailed, m_desk.get(),
                         [this](const Error &error) { m_output->note(error.message); });
        QObject::connect(&m_desk->queue(), &PushQueue::journalFailed, m_desk.get(),
                         [this](MessageKey, const Error &error) { m_output->note(error.message); });
    }
    return m_desk.get();
}

Result<DownloadBook *> Services::downloads()
{
    if (!m_downloads) {
        const auto opened = journal();
        if (!opened)
            return fail(opened.error());
        m_downloads = std::make_unique<DownloadBook>(**opened, m_clock);
    }
    return m_downloads.get();
}

Result<Dequeuer *> Services::dequeuer()
{
    if (!m_dequeuer) {
        if (const auto opened = desk(); !opened)
            return fail(opened.error());
        m_downloads = std::make_unique<DownloadBook>(*m_journal, m_clock);
        keepDownloadExchanges(&m_connections.log(), m_downloads.get());
        m_dequeuer = std::make_unique<Dequeuer>(m_profile, m_downloads.get(), &m_environments, &m_connections, m_clock);
        QObject::connect(m_dequeuer.get(), &Dequeuer::progress, m_dequeuer.get(), arrivingOn(m_output));
    }
    return m_dequeuer.get();
}

Result<PackageExport *> Services::exporter()
{
    if (!m_exporter) {
        if (const auto opened = dequeuer(); !opened)
            return fail(opened.error());
        m_exporter =
            std::make_unique<PackageExport>(m_profile, m_downloads.get(), &m_environments, &m_connections, m_clock);
        QObject::connect(m_exporter.get(), &PackageExport::progress, m_exporter.get(), arrivingOn(m_output));
        QObject::connect(m_exporter.get(), &PackageExport::executionStatus, m_exporter.get(),
                         [out = m_output](DownloadKey key, const QString &status) {
                             out->progress(u"Export %1: %2"_s.arg(QString::number(number(key)), plainLine(status)));
                         });
    }
    return m_exporter.get();
}

QCoro::Task<void> Services::endLeases()
{
    const auto rows = m_downloads ? overdue(*m_downloads, m_clock->utcNow()) : QList<Download>();
    if (!rows || rows->isEmpty())
        co_return;
    if (!m_journal) {
        auto opened = openForWriting();
        if (!opened)
            co_return m_output->note(opened.error().message);
        m_journal = std::move(*opened);
        m_downloads = std::make_unique<DownloadBook>(*m_journal, m_clock);
    }
    const auto done = co_await blank(m_downloads.get(), *rows);
    if (!done)
        m_output->note(done.error().message);
}

QCoro::Task<void> Services::care()
{
    constexpr std::chrono::milliseconds limit{1000};
    const std::stop_token stop = m_deadline->interruption();
    if (!m_journal || stop.stop_requested())
        co_return;
    const std::function<bool()> interrupted = &Interrupts::areSeen;
    const CareNote said = co_await careBriefly(m_journal.get(), m_profile, m_clock->utcNow(), limit, stop, interrupted);
    if (said.isTrouble)
        m_output->note(said.text);
    else if (!said.text.isEmpty())
        m_output->terminalNote(said.text);
}

} // namespace waybill
