#include "app/packages/PackageExport.h"

#include "app/base/Sleep.h"
#include "app/environments/PackageName.h"
#include "app/http/ReadOnly.h"
#include "app/packages/DequeuePlace.h"
#include "app/packages/DownloadChanges.h"
#include "app/packages/ExistingDownload.h"
#include "app/packages/FollowUpLeftovers.h"
#include "app/packages/FollowUpRun.h"
#include "app/packages/PackageFetch.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int mostOrders = 3;       ///< of one export, when the service proved that it took none
constexpr int mostFailedAsks = 10;  ///< of questions in a row
constexpr int mostAddressAsks = 20; ///< until a finished export has a package

bool isEnd(const QString &status)
{
    static const QStringList ends{u"Succeeded"_s, u"PartiallySucceeded"_s, u"Failed"_s, u"Canceled"_s, u"Cancelled"_s};
    return ends.contains(status, Qt::CaseInsensitive);
}

bool isGoodEnd(const QString &status)
{
    return status.endsWith("Succeeded"_L1, Qt::CaseInsensitive);
}

/// Whether asking again may help.
bool isPassing(const Error &error)
{
    return error.kind != ErrorKind::Cancelled && error.kind != ErrorKind::NotSignedIn &&
           error.kind != ErrorKind::Secret && error.kind != ErrorKind::Refused && error.kind != ErrorKind::Conflict;
}

/// The first answers come soon, a long export is not asked about all the time.
std::chrono::milliseconds pauseBefore(int question)
{
    return std::min<std::chrono::milliseconds>(question < 5 ? 1s : 1s * (question / 2), 15s);
}

/// Before an execution is written down again.
std::chrono::milliseconds pauseAfter(int failures)
{
    return std::min<std::chrono::milliseconds>(100ms * (1 << std::min(failures, 7)), 10s);
}

DownloadFilter exportsOf(const QString &environment)
{
    return {.environment = environment, .states = {DownloadState::Stored}};
}

/// What PackageFetch reads an address from.
QByteArray handOutOf(const ExecutionId &id, const QString &address)
{
    return QJsonDocument(QJsonObject{{u"CorrelationId"_s, id.text()},
                                     {u"DownloadLocation"_s, address},
                                     {u"IsDownLoadFileExist"_s, !address.isEmpty()}})
        .toJson(QJsonDocument::Compact);
}

/// Whether it can be gone on with.
Result<void> canFollow(const Download &row)
{
    const bool isHere = row.state == DownloadState::Stored;
    if (row.kind == DownloadKind::Exported && !row.executionId.isEmpty() && !isHere)
        return {};
    return fail(ErrorKind::Conflict,
                u"Download %1 is %2: %3"_s.arg(QString::number(number(row.key)), word(row.state),
                                               isHere ? u"it is here already."_s
                                                      : u"nothing runs for it that is known here."_s));
}

/// Of the row as it is then: another program may have fetched it before this one got the lock.
DownloadBook::Change changeToFollowed()
{
    return [](Download &row) -> Result<void> {
        if (auto can = canFollow(row); !can)
            return can;
        row.state = DownloadState::Exporting;
        return {};
    };
}

DownloadBook::Change changeToRunning(const ExecutionId &id)
{
    return [id](Download &row) -> Result<void> {
        row.state = DownloadState::Exporting;
        row.executionId = id;
        return {};
    };
}

/// An execution whose ID the journal has not taken: whoever reads this is the only one who knows it.
Error notWrittenDown(const ExecutionId &id, const Error &trouble, const QString &whatNow)
{
    Error error = trouble;
    error.kind = ErrorKind::AnswerLost;
    error.message = u"The export runs in F&O as execution “%1”, which could not be written down. %2 %3"_s.arg(
        id.text(), trouble.message, whatNow);
    return error;
}

/// What ended the following of an execution that the journal has; it is no reason to export again.
Error leftRunning(const Download &row, const Error &trouble)
{
    Error error = trouble;
    error.kind = ErrorKind::AnswerLost;
    error.message = u"F&O has taken the export, which is download %1 here: go on with that, and do not export "
                    u"again. %2"_s.arg(QString::number(number(row.key)), trouble.message);
    return error;
}

} // namespace

PackageExport::PackageExport(QString profileFolder, DownloadBook *book, EnvironmentStore *environments,
                             Connections *connections, std::shared_ptr<const Clock> clock)
    : m_profileFolder(profileFolder), m_book(book), m_environments(environments), m_connections(connections),
      m_clock(std::move(clock)), m_store(profileFolder)
{
}

Result<std::shared_ptr<HttpClient>> PackageExport::enter(const QString &environment) const
{
    (void)m_environments->loadIfChanged(); // a file that cannot be read now changes nothing
    const Environment *home = m_environments->find(environment);
    if (!home)
        return fail(ErrorKind::NotFound, u"There is no environment “%1” any more."_s.arg(environment));
    if (home->readOnly)
        return fail(refusedAsReadOnly(environment));
    if (auto ready = m_store.prepare(); !ready)
        return fail(std::move(ready.error()));
    return m_connections->client(environment);
}

QCoro::Task<Result<Download>> PackageExport::commit(DownloadKey key, DownloadState state, std::optional<Error> error,
                                                    QString text)
{
    const DownloadBook::Change change = changeTo(state, std::move(error));
    auto written = co_await m_book->commit(key, change, text);
    co_return written;
}

QCoro::Task<Result<Download>> PackageExport::run(ExportOrder order, std::stop_token stop)
{
    const auto client = enter(order.environment);
    if (!client)
        co_return fail(client.error());
    const DownloadFilter earlier = exportsOf(order.environment);
    const auto settled = co_await settleFollowUps(m_profileFolder, m_book, m_environments, m_clock, earlier, stop);
    if (!settled)
        co_return fail(settled.error());
    Download row;
    row.kind = DownloadKind::Exported;
    row.environment = order.environment;
    row.dataProject = order.dataProject;
    row.company = order.company;
    // Until the service has named an execution nobody knows whether one runs: a program that dies here leaves that.
    row.state = DownloadState::Unconfirmed;
    row.error = Error{ErrorKind::AnswerLost,
                      u"The export was being asked for, and no answer stands here. Look in F&O under *Job history* of "
                      u"the data project before you export again."_s,
                      {},
                      0,
                      {}};
    const auto kept = co_await m_book->append(row, u"Asked for."_s);
    if (!kept)
        co_return fail(kept.error());
    const auto asked = co_await ask(*kept, *client, stop);
    if (!asked || asked->state != DownloadState::Exporting)
        co_return asked;
    const auto lock = hold(*asked);
    if (!lock)
        co_return fail(leftRunning(*asked, lock.error()));
    auto ended = co_await followToEnd(*asked, *client, stop);
    if (!ended)
        co_return fail(leftRunning(*asked, ended.error()));
    co_return ended;
}

QCoro::Task<Result<Download>> PackageExport::ask(Download row, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const ExportCalls calls(client, row.key);
    // Its name in F&O's storage must not be that of another run.
    const QString name =
        u"%1-%2"_s.arg(legalNamePart(row.dataProject), m_clock->utcNow().toString(u"yyyyMMdd-HHmmss-zzz"_s));
    ExportAnswer answer;
    for (int orders = 0; orders < mostOrders; ++orders) {
        answer = co_await calls.order(row.dataProject, row.company, name, stop);
        if (answer.verdict != ExportAnswer::Verdict::Again)
            break;
    }
    if (answer.verdict == ExportAnswer::Verdict::Running) {
        const ExecutionId id = answer.id;
        auto running = co_await keepExecution(row.key, id, stop);
        co_return running;
    }
    const bool isLost = answer.verdict == ExportAnswer::Verdict::Lost;
    auto ended =
        co_await commit(row.key, isLost ? DownloadState::Unconfirmed : DownloadState::ExportFailed, answer.error);
    if (!ended && isLost)
        co_return fail(answer.error); // its row says already that it is unconfirmed
    co_return ended;
}

QCoro::Task<Result<Download>> PackageExport::keepExecution(DownloadKey key, ExecutionId id, std::stop_token stop)
{
    // That it runs, and as what, is known here only: it is written again and again until it stands in the journal.
    // After a stop a few more times; then the row stays *Unconfirmed*, and whoever waits is told the ID.
    constexpr int attemptsAfterStop = 3;
    const DownloadBook::Change running = changeToRunning(id);
    int afterStop = 0;
    for (int failures = 0;; ++failures) {
        auto written = co_await m_book->commit(key, running);
        if (written)
            co_return written;
        const Error trouble = written.error();
        const bool isLasting = trouble.kind == ErrorKind::Conflict || trouble.kind == ErrorKind::NotFound;
        const bool isStopped = stop.stop_requested();
        if (isLasting || (isStopped && ++afterStop >= attemptsAfterStop)) {
            co_return fail(notWrittenDown(id, trouble,
                                          u"Note this ID: find it in F&O under *Job history* of the data project, and "
                                          u"download its package there. Another export may lack its rows."_s));
        }
        if (failures == 0)
            emit journalFailed(key, notWrittenDown(id, trouble, u"It is tried again."_s));
        const std::chrono::milliseconds pause = isStopped ? 200ms : pauseAfter(failures);
        const std::stop_token until = isStopped ? std::stop_token() : stop;
        co_await sleepFor(pause, until);
    }
}

QCoro::Task<Result<QString>> PackageExport::statusAtEnd(Download row, ExportCalls calls, std::stop_token stop)
{
    Error trouble;
    QString last;
    for (int question = 0, failures = 0; failures < mostFailedAsks; ++question) {
        const auto status = co_await calls.status(row.executionId, stop);
        failures = status ? 0 : failures + 1;
        if (status && *status != last) {
            last = *status;
            emit executionStatus(row.key, last);
        }
        if (status && isEnd(*status))
            co_return *status;
        if (!status)
            trouble = status.error();
        if (!status && !isPassing(trouble))
            break;
        const bool goesOn = co_await sleepFor(pauseBefore(question), stop);
        if (!goesOn)
            co_return fail(ErrorKind::Cancelled, u"Following the export was interrupted; it goes on in F&O."_s);
    }
    co_return fail(trouble);
}

QCoro::Task<Result<QString>> PackageExport::addressOf(ExecutionId id, ExportCalls calls, std::stop_token stop) const
{
    Error trouble{ErrorKind::NotFound, u"The service names no file for the finished export."_s, {}, 0, {}};
    for (int question = 0; question < mostAddressAsks; ++question) {
        const auto address = co_await calls.packageAddress(id, stop);
        if (address && !address->isEmpty())
            co_return *address;
        if (!address)
            trouble = address.error();
        if (!address && !isPassing(trouble))
            break;
        const bool goesOn = co_await sleepFor(pauseBefore(question), stop);
        if (!goesOn)
            co_return fail(ErrorKind::Cancelled, u"Fetching the export was interrupted."_s);
    }
    co_return fail(trouble);
}

QCoro::Task<Result<Download>> PackageExport::followToEnd(Download row, std::shared_ptr<HttpClient> client,
                                                         std::stop_token stop)
{
    const ExportCalls calls(client, row.key);
    const auto status = co_await statusAtEnd(row, calls, stop);
    if (!status) {
        auto left = co_await commit(row.key, DownloadState::Exporting, status.error());
        co_return left;
    }
    if (!isGoodEnd(*status)) {
        const auto errors = co_await calls.errors(row.executionId, stop);
        const QString said = errors && !errors->isEmpty() ? u" It says: %1"_s.arg(*errors) : QString();
        const Error error{
            ErrorKind::Refused,
            u"The export ended with “%1” in F&O.%2 See the execution there."_s.arg(status->left(60), said),
            {},
            0,
            {}};
        auto failed = co_await commit(row.key, DownloadState::ExportFailed, error);
        co_return failed;
    }
    const auto address = co_await addressOf(row.executionId, calls, stop);
    if (!address) {
        const bool isMissing = address.error().kind == ErrorKind::NotFound;
        auto left =
            co_await commit(row.key, isMissing ? DownloadState::Missing : DownloadState::Exporting, address.error());
        co_return left;
    }
    const QString text = status->compare("Succeeded"_L1, Qt::CaseInsensitive) == 0
                             ? QString()
                             : u"The export ended with “%1” in F&O."_s.arg(status->left(60));
    if (!text.isEmpty()) {
        const auto noted = co_await commit(row.key, DownloadState::Exporting, {}, text);
        if (!noted)
            co_return fail(noted.error());
    }
    auto fetched = co_await fetch(row, client, *address, stop);
    co_return fetched;
}

QCoro::Task<Result<Download>> PackageExport::fetch(Download row, std::shared_ptr<HttpClient> client, QString address,
                                                   std::stop_token stop)
{
    // The address is a secret that is good for an hour or so: it is asked for again rather than kept.
    row.dequeueJson = handOutOf(row.executionId, address);
    const Environment *known = m_environments->find(row.environment);
    const Environment home = known ? *known : Environment(); // it may be another one when the package is here
    const PackageFetch fetching(m_book, m_store, m_clock, DequeueCalls(client), home.packageName,
                                home.afterFetch.doesNothing() ? FollowUp::None : FollowUp::Due);
    const DownloadKey key = row.key;
    const DequeueCalls::Progress arriving = [this, key](qint64 received, qint64 total) {
        emit progress(key, received, total);
    };
    const auto done = co_await fetching.run(row, DownloadState::Stored, arriving, stop);
    if (!done)
        co_return done;
    if (done->state != DownloadState::Announced) {
        const FollowUpRun following(m_book, m_store, m_clock);
        auto followed = co_await following.run(*done, home.afterFetch, stop);
        co_return followed;
    }
    // An execution is what can be gone on with, not a message that somebody handed out.
    auto left = co_await commit(key, DownloadState::Exporting, done->error);
    co_return left;
}

Result<std::unique_ptr<FileLock>> PackageExport::hold(const Download &row) const
{
    // Executions have ids like jobs, and none has that of a job.
    auto lock = takeDequeueLock(m_profileFolder, row.environment, ActivityId(row.executionId.text()));
    if (lock && !*lock) {
        return fail(ErrorKind::Busy, u"Another program of Waybill is just following download %1. Try again when it is "
                                     u"done."_s.arg(number(row.key)));
    }
    return lock;
}

QCoro::Task<Result<Download>> PackageExport::followable(DownloadKey key) const
{
    const auto row = co_await existingDownload(m_book, key);
    if (!row)
        co_return fail(row.error());
    const auto can = canFollow(*row);
    if (!can)
        co_return fail(can.error());
    co_return row;
}

QCoro::Task<Result<Download>> PackageExport::follow(DownloadKey key, std::stop_token stop)
{
    const auto known = co_await followable(key);
    if (!known)
        co_return fail(known.error());
    const auto client = enter(known->environment);
    if (!client)
        co_return fail(client.error());
    const auto lock = hold(*known);
    if (!lock)
        co_return fail(lock.error());
    const DownloadBook::Change again = changeToFollowed();
    const auto running = co_await m_book->commit(key, again, u"Followed again."_s);
    if (!running)
        co_return fail(running.error());
    auto ended = co_await followToEnd(*running, *client, stop);
    co_return ended;
}

} // namespace waybill
