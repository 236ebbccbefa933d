#include "app/cli/DownloadView.h"
#include "app/cli/Guard.h"
#include "app/cli/verbs/Verbs.h"
#include "app/files/ArchiveUnpack.h"
#include "app/packages/PackageRetention.h"
#include "app/packages/WhyNothing.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class DequeueVerb final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"dequeue", "Fetch what a recurring data job exported, and acknowledge it",
                "waybill-cli dequeue --job \"Customers export\" --all"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.option("--job", "J", "The recurring data job to fetch from", &m_job, Syntax::Need::Required);
        syntax.flag("--all", "One after the other until nothing waits; otherwise one", &m_all);
        syntax.option("--max", "N", "One after the other, at most so many", &m_max);
        syntax.option("--unpack", "DIR", "Unpack each into a folder of its own there", &m_unpack);
        syntax.flag("--no-ack", "Only look: it is not acknowledged and comes back after its lease", &m_noAck);
        m_guard.declare(syntax);
    }

    bool isEndless() const override { return true; }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        const auto how = asked(*environment);
        if (!how)
            co_return fail(how.error());
        const auto dequeuer = services.dequeuer();
        if (!dequeuer)
            co_return fail(dequeuer.error());
        const auto run = co_await (*dequeuer)->run(environment->name, m_job, *how, services.deadline().token());
        services.out().progress({});
        if (!run)
            co_return fail(run.error());
        const DataJob job = *environment->job(m_job);
        noteDownloads(services, run->rows);
        noteLeases(services, *run);
        ExitCode code = report(services, job, *run);
        if (m_unpack) {
            const ExitCode unpacked = co_await unpackAll(services, run->rows);
            code = worse(code, unpacked);
        }
        co_await keepWhatIsWanted(services);
        showDownloads(services, run->rows);
        co_return code;
    }

private:
    /// All that can be wrong is looked for before anything is opened or asked.
    Result<DequeueHow> asked(const Environment &environment) const
    {
        if (auto allowed = m_guard.check(environment); !allowed)
            return fail(allowed.error());
        if (!environment.job(m_job)) {
            return fail(ErrorKind::NotFound, u"The environment “%1” has no job “%2”. See waybill-cli jobs list."_s.arg(
                                                 environment.name, m_job));
        }
        DequeueHow how;
        how.drain = m_all || m_max;
        how.acknowledge = !m_noAck;
        if (m_max) {
            bool isNumber = false;
            how.most = m_max->toLongLong(&isNumber);
            if (!isNumber || how.most < 1)
                return fail(ErrorKind::Usage, u"--max %1 is not a number of packages from 1 on."_s.arg(*m_max));
        }
        if (m_unpack && m_unpack->isEmpty())
            return fail(ErrorKind::Usage, u"--unpack names no folder. Give one, such as --unpack exports."_s);
        if (const QString file = m_unpack ? fileInPlaceOf(*m_unpack) : QString(); !file.isEmpty())
            return fail(ErrorKind::Usage, u"--unpack needs a folder, and %1 is a file. Nothing was fetched."_s.arg(
                                              plainLine(QDir::toNativeSeparators(file))));
        return how;
    }

    /// What stands where the folder, or one above it, would have to be; empty when it is there or can be made.
    static QString fileInPlaceOf(const QString &folder)
    {
        for (QFileInfo place(QDir::cleanPath(QFileInfo(folder).absoluteFilePath()));;
             place = QFileInfo(place.absolutePath())) {
            if (place.exists() || place.isRoot())
                return place.exists() && !place.isDir() ? place.filePath() : QString();
        }
    }

    /// What is safe here and was not unpacked is a bad outcome; the package stays.
    QCoro::Task<ExitCode> unpackAll(Services &services, QList<Download> rows) const
    {
        const DownloadStore store(services.profile());
        ExitCode code = ExitCode::Good;
        for (const Download &row : rows) {
            if (row.file.isEmpty() || row.state == DownloadState::Damaged)
                continue;
            const QString name = QFileInfo(row.file).completeBaseName(), known = QDir(*m_unpack).absoluteFilePath(name);
            if (isUnpackedAlready(services, row, known)) {
                services.out().note(u"Download %1 is unpacked already in %2."_s.arg(QString::number(number(row.key)),
                                                                                    QDir::toNativeSeparators(known)));
                continue;
            }
            const QString target = freeFolder(known);
            const auto unpacking = QtConcurrent::run(&unpackArchive, store.path(row.file), target, ArchiveLimits(),
                                                     services.deadline().token(), ArchiveProgress());
            const auto unpacked = co_await unpacking;
            if (unpacked) {
                services.out().note(u"Download %1 is unpacked in %2."_s.arg(QString::number(number(row.key)),
                                                                            QDir::toNativeSeparators(target)));
                continue;
            }
            services.out().note(
                u"Download %1 was not unpacked: %2"_s.arg(QString::number(number(row.key)), unpacked.error().message));
            code = worse(code, ExitCode::BadOutcome);
        }
        co_return code;
    }

    /// Whether the folder holds this package from before: its file was here before it was handed out this time, and no
    /// other package may have a folder of that name. In the store a name is one package's only within its folder.
    static bool isUnpackedAlready(Services &services, const Download &row, const QString &folder)
    {
        const bool wasHere = row.redelivered && row.storedUtc < row.dequeuedUtc;
        if (!wasHere || !QFileInfo(folder).isDir())
            return false;
        const auto book = services.downloads();
        if (!book)
            return false;
        const auto all = (*book)->downloads({});
        const QString name = folderNameOf(row);
        return all && std::ranges::none_of(*all, [&row, &name](const Download &other) {
                   return other.key != row.key && folderNameOf(other).compare(name, Qt::CaseInsensitive) == 0;
               });
    }

    /// What its folder is called before it gets a number, as its file and its folder do where a name is taken.
    static QString folderNameOf(const Download &row)
    {
        static const QRegularExpression numbers(u"( \\([0-9]+\\))+\\z"_s);
        return QFileInfo(row.file).completeBaseName().remove(numbers);
    }

    /// Where nobody has a window open, this is when old files go.
    QCoro::Task<void> keepWhatIsWanted(Services &services) const
    {
        const auto desk = services.desk();
        const auto book = services.downloads();
        if (!desk || !book)
            co_return;
        const auto retention = packageRetention((*desk)->journal());
        if (!retention || retention->keepsAll())
            co_return;
        const FileRemoval removal(*book, DownloadStore(services.profile()), services.clock());
        const Retention wanted = *retention;
        const auto removed = co_await removal.apply(wanted, services.deadline().token());
        for (const QString &note : removed ? removed->notes : QStringList{removed.error().message})
            services.out().note(note);
    }

    /// That folder, or one with a number, which is not there yet.
    static QString freeFolder(const QString &first)
    {
        QString folder = first;
        for (int number = 2; QFileInfo::exists(folder); ++number)
            folder = u"%1 (%2)"_s.arg(first).arg(number);
        return folder;
    }

    static void noteLeases(Services &services, const DequeueRun &run)
    {
        for (const Download &row : run.rows) {
            const QString key = QString::number(number(row.key)), until = row.leaseUntilUtc.toString(Qt::ISODate);
            if (row.state == DownloadState::Stored && row.leaseUntilUtc.isValid()) {
                services.out().note(
                    u"Download %1 is not acknowledged: the service hands it out again after %2."_s.arg(key, until));
            }
            if (row.state == DownloadState::Leased && row.leaseUntilUtc.isValid())
                services.out().note(u"The lease of download %1 is over at %2."_s.arg(key, until));
        }
    }

    ExitCode report(Services &services, const DataJob &job, const DequeueRun &run) const
    {
        ExitCode code = services.deadline().reason() == Deadline::Reason::None ? ExitCode::Good : ExitCode::Undecided;
        for (const Download &row : run.rows)
            code = worse(code, exitCodeOf(row));
        if (run.stopped) {
            const bool isTold = !run.rows.isEmpty() && run.rows.last().error == run.stopped;
            if (!isTold)
                services.out().note(run.stopped->message);
            code = worse(code, worse(exitCodeOf(*run.stopped), ExitCode::Unreachable));
        }
        if (run.notAcknowledged) {
            noteDownloads(services, {*run.notAcknowledged});
            services.out().note(u"It is to be acknowledged before anything else is fetched from “%1”."_s.arg(job.name));
            code = worse(code, ExitCode::Undecided);
        }
        if (run.nothingWaited && run.leasedUntilUtc.isValid() && (m_all || m_max))
            code = worse(code, ExitCode::Undecided);
        if (run.nothingWaited && (run.rows.isEmpty() || run.leasedUntilUtc.isValid())) {
            services.out().note(u"The service has nothing to fetch for “%1”. Why that may be:"_s.arg(job.name));
            for (const QString &reason : whyNothingWaited(job, run.leasedUntilUtc))
                services.out().note(u"- "_s + reason);
        }
        return code;
    }

    QString m_job;
    std::optional<QString> m_max, m_unpack;
    bool m_all = false;
    bool m_noAck = false;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> dequeueVerb()
{
    return std::make_unique<DequeueVerb>();
}

} // namespace waybill
