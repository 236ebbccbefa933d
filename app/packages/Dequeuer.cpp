#include "app/packages/Dequeuer.h"

#include "app/http/ReadOnly.h"
#include "app/packages/DequeuePlace.h"
#include "app/packages/DownloadExchanges.h"
#include "app/packages/ExistingDownload.h"
#include "app/packages/PackageFetch.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Failures of single packages after which no more are taken: what fails for all need not be tried on all.
constexpr int mostFailuresInARow = 3;
constexpr int mostRepeats = 10; ///< of questions that the service did not take

bool isOpen(const Download &row)
{
    return row.state == DownloadState::Announced || row.state == DownloadState::Downloading;
}

bool isKept(const Download &row)
{
    return row.state == DownloadState::Stored || row.state == DownloadState::AckPending ||
           row.state == DownloadState::Acknowledged;
}

tl::unexpected<Error> notPossible(const Download &row, const QString &why)
{
    return fail(ErrorKind::Conflict,
                u"Download %1 is %2: %3"_s.arg(QString::number(number(row.key)), word(row.state), why));
}

/// Of the row as it is then: another program may have fetched it before this one got the place.
DownloadBook::Change changeToFetchedAgain(const QDateTime &now)
{
    return [now](Download &row) -> Result<void> {
        if (row.kind == DownloadKind::Exported)
            return notPossible(row, u"it is an export, which is not fetched again this way."_s);
        if (isKept(row))
            return notPossible(row, u"it is here already."_s);
        if (row.state == DownloadState::Leased)
            return notPossible(row, u"nobody knows where it lies. It comes back after its lease; fetch from the job "
                                    u"again then."_s);
        if (row.leaseUntilUtc <= now || row.dequeueJson.isEmpty()) {
            return notPossible(row, u"its lease is over, and the service hands it out again. Fetch from the job “%1” "
                                    u"again."_s.arg(row.job));
        }
        row.state = DownloadState::Announced;
        return {};
    };
}

/// Why it is not acknowledged whatever its file is like; nothing where it may be.
Result<void> acknowledgeable(const Download &row)
{
    if (row.kind == DownloadKind::Exported)
        return notPossible(row, u"it is an export, and nobody waits for its acknowledgement."_s);
    if (row.state != DownloadState::Stored && row.state != DownloadState::AckPending)
        return notPossible(row, u"only what is safe here is acknowledged."_s);
    return {};
}

/// Of the row as it is then, whose file is that of the one that was `seen`.
DownloadBook::Change changeToPending(const Download &seen, const QDateTime &now)
{
    return [seen, now](Download &row) -> Result<void> {
        if (auto can = acknowledgeable(row); !can)
            return can;
        if (row.file != seen.file || row.sha256 != seen.sha256)
            return notPossible(row, u"its file has become another one meanwhile. Acknowledge it again."_s);
        if (row.leaseUntilUtc <= now && !holdsSignature(row.dequeueJson)) {
            return notPossible(row, u"its lease is over, so the service does not take the acknowledgement any more. It "
                                    u"hands the package out again: fetch from the job “%1”, and it is acknowledged "
                                    u"then."_s.arg(row.job));
        }
        row.state = DownloadState::AckPending;
        row.error = seen.error;
        return {};
    };
}
} // namespace

bool isUnreachable(const Download &row)
{
    if (row.state != DownloadState::Announced || !row.error)
        return false;
    const ErrorKind kind = row.error->kind;
    return kind != ErrorKind::ServerFault && kind != ErrorKind::Refused && kind != ErrorKind::NotFound;
}

Dequeuer::Dequeuer(QString profileFolder, DownloadBook *book, EnvironmentStore *environments, Connections *connections,
                   std::shared_ptr<const Clock> clock)
    : m_profileFolder(profileFolder), m_book(book), m_environments(environments), m_connections(connections),
      m_clock(std::move(clock)), m_store(profileFolder)
{
}

Dequeuer::~Dequeuer() = default;

Result<std::shared_ptr<Dequeuer::Place>> Dequeuer::enter(const QString &environment, const ActivityId &activityId,
                                                         const QString &job)
{
    (void)m_environments->loadIfChanged(); // a file that cannot be read now changes nothing
    const Environment *home = m_environments->find(environment);
    if (!home)
        return fail(ErrorKind::NotFound, u"There is no environment “%1” any more."_s.arg(environment));
    if (home->readOnly)
        return fail(refusedAsReadOnly(environment));
    const auto client = m_connections->client(environment);
    if (!client)
        return fail(client.error());
    auto lock = takeDequeueLock(m_profileFolder, environment, activityId);
    if (!lock)
        return fail(std::move(lock.error()));
    if (!*lock) {
        return fail(ErrorKind::Busy, u"Another program of Waybill is just fetching from the job “%1”. Try again when "
                                     u"it is done."_s.arg(job));
    }
    return std::make_shared<Place>(Place{environment, activityId, job, home->lease, home->packageName, home->afterFetch,
                                         DequeueCalls(*client), Acknowledger(m_book, m_clock, m_patience),
                                         std::move(*lock)});
}

Result<std::shared_ptr<Dequeuer::Place>> Dequeuer::enter(const Download &row)
{
    return enter(row.environment, row.activityId, row.job);
}

QCoro::Task<Result<DequeueRun>> Dequeuer::run(QString environment, QString job, DequeueHow how, std::stop_token stop)
{
    const Environment *home = m_environments->find(environment);
    const DataJob *there = home ? home->job(job) : nullptr;
    if (!there) {
        co_return fail(ErrorKind::NotFound,
                       u"The environment “%1” has no job “%2”. See waybill-cli jobs list."_s.arg(environment, job));
    }
    const DataJob named = *there; // the environments may be read anew
    const auto place = enter(environment, named.activityId, named.name);
    if (!place)
        co_return fail(place.error());
    if (auto ready = m_store.prepare(); !ready)
        co_return fail(ready.error());
    (*place)->company = named.company;
    DequeueRun &run = (*place)->run;
    const auto settled = co_await settle(*place, how, stop);
    if (!settled)
        co_return fail(settled.error());
    const qint64 most = how.drain ? how.most : 1;
    bool goesOn = !run.stopped && !run.notAcknowledged;
    while (goesOn && (most < 0 || run.rows.size() < most)) {
        const auto taken = co_await takeOne(*place, how, stop);
        if (!taken) { // what the journal could not take in
            run.stopped = taken.error();
            break;
        }
        goesOn = *taken;
    }
    if (run.nothingWaited)
        run.leasedUntilUtc = co_await openLease(*place);
    co_return run;
}

QCoro::Task<Result<Download>> Dequeuer::finish(std::shared_ptr<Place> place, Download row, bool acknowledge,
                                               std::stop_token stop)
{
    Result<Download> done = row;
    if (isOpen(row)) {
        const PackageFetch fetch(m_book, m_store, m_clock, place->calls, place->packageName,
                                 place->afterFetch.doesNothing() ? FollowUp::None : FollowUp::Due);
        done = co_await fetch.run(row, acknowledge ? DownloadState::AckPending : DownloadState::Stored,
                                  progressOf(row.key), stop);
    }
    if (!done || done->state != DownloadState::AckPending || !acknowledge)
        co_return done;
    const auto acknowledged = co_await place->acknowledger.run(*done, place->calls, stop);
    if (!acknowledged)
        co_return acknowledged;
    auto followed = co_await followUp(place, *acknowledged, stop);
    co_return followed;
}

QCoro::Task<Result<bool>> Dequeuer::takeOne(std::shared_ptr<Place> place, DequeueHow how, std::stop_token stop)
{
    DequeueRun &run = place->run;
    if (auto ready = m_store.prepare(); !ready) {
        run.stopped = ready.error();
        co_return false;
    }
    const QDateTime asked = m_clock->utcNow();
    JobLook look = place->look();
    look.askingUtc = asked;
    const auto asking = co_await m_book->keepLook(look);
    if (!asking)
        co_return fail(asking.error());
    DequeueAnswer answer = co_await place->calls.dequeue(place->activityId, stop);
    look.askingUtc = {};
    look.atUtc = m_clock->utcNow();
    switch (answer.verdict) {
    case DequeueAnswer::Verdict::HandedOut: {
        const auto row = co_await record(place, *answer.message, how.acknowledge);
        if (!row)
            co_return fail(row.error());
        if (const auto said = dequeueExchange(m_connections->log(), place->environment, place->activityId))
            m_book->keepExchange(row->key, *said);
        const auto sameKey = [&row](const Download &known) { return known.key == row->key; };
        const auto seen = std::ranges::find_if(run.rows, sameKey);
        const auto done = co_await finish(place, *row, how.acknowledge, stop);
        if (!done)
            co_return fail(done.error());
        if (seen != run.rows.end()) { // its lease is over already: what waits has gone round
            *seen = *done;
            co_return false;
        }
        run.rows.append(*done);
        if (done->state == DownloadState::AckPending && how.acknowledge)
            co_return false;
        place->failures = done->state == DownloadState::Announced ? place->failures + 1 : 0;
        if (isUnreachable(*done) || place->failures >= mostFailuresInARow || stop.stop_requested()) {
            run.stopped = done->error;
            co_return false;
        }
        co_return true;
    }
    case DequeueAnswer::Verdict::Nothing: {
        look.nothingWaited = true;
        const auto kept = co_await m_book->keepLook(look);
        if (!kept)
            co_return fail(kept.error());
        const auto ended = co_await endLeases(place);
        if (!ended)
            co_return fail(ended.error());
        run.nothingWaited = true;
        co_return false;
    }
    case DequeueAnswer::Verdict::Lost: {
        const auto row = co_await recordLost(place, answer.error, m_clock->utcNow());
        if (!row)
            co_return fail(row.error());
        run.rows.append(*row);
        co_return false;
    }
    case DequeueAnswer::Verdict::Again:
    case DequeueAnswer::Verdict::NotReached:
        break;
    }
    look.atUtc = place->look().atUtc;
    const auto kept = co_await m_book->keepLook(look);
    if (!kept)
        co_return fail(kept.error());
    const int allowed = answer.error.kind == ErrorKind::Throttled ? mostRepeats : 1;
    if (answer.verdict == DequeueAnswer::Verdict::Again && place->repeats++ < allowed && !stop.stop_requested())
        co_return true;
    run.stopped = answer.error;
    co_return false;
}

QCoro::Task<Result<Download>> Dequeuer::fetchAgain(DownloadKey key, std::stop_token stop)
{
    const auto row = co_await existingDownload(m_book, key);
    if (!row)
        co_return fail(row.error());
    const auto place = enter(*row);
    if (!place)
        co_return fail(place.error());
    const DownloadBook::Change again = changeToFetchedAgain(m_clock->utcNow());
    const auto announced = co_await m_book->commit(key, again, u"Fetched again."_s);
    if (!announced)
        co_return fail(announced.error());
    auto done = co_await finish(*place, *announced, true, stop);
    co_return done;
}

QCoro::Task<Result<Download>> Dequeuer::acknowledge(DownloadKey key, std::stop_token stop)
{
    Acknowledger acknowledger(m_book, m_clock, m_patience);
    auto done = co_await acknowledgeWith(&acknowledger, key, stop);
    co_return done;
}

QCoro::Task<Result<Download>> Dequeuer::acknowledgeWith(Acknowledger *acknowledger, DownloadKey key,
                                                        std::stop_token stop)
{
    const auto found = co_await existingDownload(m_book, key);
    if (!found)
        co_return fail(found.error());
    const auto place = enter(*found);
    if (!place)
        co_return fail(place.error());
    // Another program may have been at it before this one got the place.
    const auto row = co_await existingDownload(m_book, key);
    if (!row || (row->state == DownloadState::Acknowledged && row->kind == DownloadKind::Dequeued))
        co_return row;
    if (const auto can = acknowledgeable(*row); !can)
        co_return fail(can.error());
    const bool safe = co_await isSafe(*row);
    if (!safe) {
        co_return notPossible(*row, u"its file is not here any more, or is another one, so it was not acknowledged. "
                                    u"It comes back after its lease."_s);
    }
    const DownloadBook::Change pending = changeToPending(*row, m_clock->utcNow());
    const auto begun = co_await m_book->commit(key, pending);
    if (!begun)
        co_return fail(begun.error());
    const auto done = co_await acknowledger->run(*begun, (*place)->calls, stop);
    if (!done)
        co_return done;
    auto followed = co_await followUp(*place, *done, stop);
    co_return followed;
}

QCoro::Task<Result<QList<Download>>> Dequeuer::acknowledgePending(QString environment, std::stop_token stop)
{
    auto asked = m_book->answerDownloads({.environment = environment, .states = {DownloadState::AckPending}});
    const auto pending = co_await asked;
    if (!pending)
        co_return fail(pending.error());
    QList<Download> rows;
    Acknowledger acknowledger(m_book, m_clock, m_patience);
    for (auto row = pending->crbegin(); row != pending->crend() && !stop.stop_requested(); ++row) {
        if (acknowledger.isOutOfPatience()) {
            rows.append(*row);
            continue;
        }
        auto done = co_await acknowledgeWith(&acknowledger, row->key, stop);
        if (!done) {
            Download unchanged = *row;
            unchanged.error = done.error();
            rows.append(unchanged);
        } else {
            rows.append(*done);
        }
    }
    co_return rows;
}

} // namespace waybill
