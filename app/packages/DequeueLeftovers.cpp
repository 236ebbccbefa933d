#include "app/packages/DequeuePlace.h"

#include "app/journal/Durable.h"
#include "app/packages/DownloadChanges.h"
#include "app/packages/FollowUpRun.h"
#include "app/packages/LeaseEnd.h"

#include <QCryptographicHash>
#include <QtConcurrent>

#include <qcorofuture.h>

#include <algorithm>

// What stands in the journal of a job before and after the service is asked: leases, questions without an answer,
// messages that come again.

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
bool sameId(const QString &a, const QString &b)
{
    return !a.isEmpty() && a.compare(b, Qt::CaseInsensitive) == 0;
}

/// A lost answer whose lease is not over, or was not over when anybody looked last.
bool isLeased(const Download &row)
{
    return row.state == DownloadState::Leased && row.leaseUntilUtc.isValid();
}

/// How long the service keeps a message with its file.
constexpr qint64 messageDays = 7;

/// The lost answer that a message came by which no row has: the oldest whose lease nobody saw end, or else the oldest
/// that was given up when something else was heard first, as it is where clocks disagree.
const Download *lostRowOf(const QList<Download> &newestFirst, const HandedOut &message, const QDateTime &now)
{
    const Download *lost = nullptr, *givenUp = nullptr;
    for (const Download &row : newestFirst) {
        if (row.state != DownloadState::Leased || !row.correlationId.isEmpty())
            continue;
        if (!isLeased(row)) {
            if (message.isAgain && row.dequeuedUtc.addDays(messageDays) > now)
                givenUp = &row;
        } else if (message.isAgain || (!message.isFirst && row.leaseUntilUtc <= now)) {
            lost = &row;
        }
    }
    return lost ? lost : givenUp;
}

std::function<bool(const Download &)> isRow(DownloadKey key)
{
    return [key](const Download &row) { return row.key == key; };
}

std::function<bool(const Download &)> isNone()
{
    return [](const Download &) { return false; };
}
} // namespace

Result<std::unique_ptr<FileLock>> takeDequeueLock(const QString &profileFolder, const QString &environment,
                                                  const ActivityId &activityId)
{
    const QString folder = profileFolder + u"/locks"_s;
    if (!makeFolder(folder))
        return fail(ErrorKind::Storage, u"The folder %1 cannot be made. Check your rights there."_s.arg(folder));
    const QByteArray name =
        QCryptographicHash::hash((environment + u'\n' + activityId.text()).toUtf8(), QCryptographicHash::Sha256);
    return FileLock::tryTake(u"%1/dequeue-%2.lock"_s.arg(folder, QString::fromLatin1(name.toHex().left(24))));
}

std::function<void(qint64, qint64)> Dequeuer::progressOf(DownloadKey key)
{
    return [this, key](qint64 received, qint64 total) { emit progress(key, received, total); };
}

QCoro::Task<bool> Dequeuer::isSafe(Download row) const
{
    if (row.file.isEmpty() || row.sha256.isEmpty())
        co_return false;
    const auto reading = QtConcurrent::run(&fileDigest, m_store.path(row.file), std::stop_token());
    const auto digest = co_await reading;
    co_return digest && digest->sha256 == row.sha256;
}

QCoro::Task<QDateTime> Dequeuer::openLease(std::shared_ptr<Place> place) const
{
    auto asked = m_book->answerDownloads(place->rows({DownloadState::Leased}));
    const auto found = co_await asked;
    const QList<Download> rows = found.value_or(QList<Download>());
    QDateTime until;
    for (const Download &row : rows) {
        if (isLeased(row) && row.leaseUntilUtc > m_clock->utcNow())
            until = until.isValid() ? std::max(until, row.leaseUntilUtc) : row.leaseUntilUtc;
    }
    co_return until;
}

QCoro::Task<Result<Download>> Dequeuer::recordLost(std::shared_ptr<Place> place, Error error, QDateTime since)
{
    Download row;
    row.environment = place->environment;
    row.job = place->job;
    row.activityId = place->activityId;
    row.company = place->company;
    row.state = DownloadState::Leased;
    row.dequeuedUtc = since;
    row.leaseUntilUtc = since.addSecs(place->lease.count());
    error.message += u" If it did, the package comes back after its lease."_s;
    row.error = error;
    const DownloadBook::Change nothing = changeTo(DownloadState::Leased);
    auto written = co_await m_book->take(place->look(), row, isNone(), nothing);
    co_return written;
}

QCoro::Task<Result<void>> Dequeuer::judgeQuestion(std::shared_ptr<Place> place)
{
    auto asked = m_book->answerLook(place->environment, place->activityId);
    const auto look = co_await asked;
    if (!look)
        co_return fail(look.error());
    if (!*look)
        co_return Result<void>();
    place->lastAnswerUtc = (*look)->atUtc;
    if (!(*look)->askingUtc.isValid())
        co_return Result<void>();
    const Error error{ErrorKind::AnswerLost,
                      u"A program asked the service for a package and ended before the answer was written down. The "
                      u"service may have handed one out."_s,
                      {},
                      0,
                      {}};
    const auto written = co_await recordLost(place, error, (*look)->askingUtc);
    co_return written ? Result<void>() : Result<void>(fail(written.error()));
}

QCoro::Task<Result<void>> Dequeuer::endLeases(std::shared_ptr<Place> place)
{
    auto asked = m_book->answerDownloads(place->rows({DownloadState::Leased}));
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    for (const Download &row : *rows) {
        if (!isLeased(row) || row.leaseUntilUtc > m_clock->utcNow())
            continue;
        const DownloadBook::Change over = changeToExpired();
        const auto written = co_await m_book->commit(
            row.key, over,
            u"The lease is over and nothing came back: the lost answer had handed out nothing, or another reader "
            u"took it."_s);
        if (!written)
            co_return fail(written.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<Download>> Dequeuer::followUp(std::shared_ptr<Place> place, Download row, std::stop_token stop)
{
    const FollowUpRun following(m_book, m_store, m_clock);
    auto done = co_await following.run(row, place->afterFetch, stop);
    co_return done;
}

QCoro::Task<Result<void>> Dequeuer::settleFollowUps(std::shared_ptr<Place> place, std::stop_token stop)
{
    auto asked = m_book->answerDownloads(place->rows({DownloadState::Acknowledged}));
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    const FollowUpRun following(m_book, m_store, m_clock);
    for (auto row = rows->crbegin(); row != rows->crend() && !stop.stop_requested(); ++row) {
        const auto done = co_await following.goOn(*row, place->afterFetch, stop); // this program has the job
        if (!done)
            co_return fail(done.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Dequeuer::settle(std::shared_ptr<Place> place, DequeueHow how, std::stop_token stop)
{
    DequeueRun &run = place->run;
    auto judged = co_await judgeQuestion(place);
    if (!judged)
        co_return judged;
    auto asked = m_book->answerDownloads(
        place->rows({DownloadState::Announced, DownloadState::Downloading, DownloadState::AckPending}));
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    for (auto known = rows->crbegin(); known != rows->crend(); ++known) {
        Result<Download> row = *known;
        const bool isPending = row->state == DownloadState::AckPending && how.acknowledge;
        bool isHere = true;
        if (isPending)
            isHere = co_await isSafe(*row);
        if (!isHere) { // what is not here must not be acknowledged: it is fetched again, or comes back
            const DownloadBook::Change again = changeTo(DownloadState::Announced);
            row = co_await m_book->commit(row->key, again, u"Its file is not here any more, or is another one."_s);
            if (!row)
                co_return fail(row.error());
        }
        const bool isOver = row->leaseUntilUtc <= m_clock->utcNow();
        // What somebody has seen fail waits for them, or comes back.
        const bool wasLeft =
            row->state == DownloadState::Downloading || (row->state == DownloadState::Announced && !row->error);
        Result<Download> done = *row;
        if (wasLeft && isOver) {
            // It comes back; what is here of it is gone on with then.
            const DownloadBook::Change back =
                changeTo(DownloadState::Announced,
                         Error{ErrorKind::TimedOut, u"The package is not here, and its lease is over: the service "
                                                    u"hands the message out again."_s});
            done = co_await m_book->commit(row->key, back);
        } else if (wasLeft) {
            done = co_await finish(place, *row, how.acknowledge, stop);
            if (done)
                run.rows.append(*done);
            if (done && isUnreachable(*done))
                run.stopped = done->error;
        } else if (isPending && (!isOver || holdsSignature(row->dequeueJson))) {
            done = co_await place->acknowledger.run(*row, place->calls, stop);
            if (done)
                done = co_await followUp(place, *done, stop);
        }
        if (!done)
            co_return fail(done.error());
        if (done->state == DownloadState::AckPending && !isOver && how.acknowledge)
            run.notAcknowledged = *done;
        if (run.notAcknowledged || run.stopped)
            break;
    }
    const auto followed = co_await settleFollowUps(place, stop);
    if (!followed)
        co_return followed;
    auto blanked = co_await blankOverdue(m_book, m_clock->utcNow());
    co_return blanked;
}

QCoro::Task<Result<Download>> Dequeuer::record(std::shared_ptr<Place> place, HandedOut message, bool acknowledge)
{
    const QDateTime now = m_clock->utcNow();
    const QDateTime until = now.addSecs(place->lease.count());
    place->lastAnswerUtc = now;
    Download fresh;
    fresh.environment = place->environment;
    fresh.job = place->job;
    fresh.activityId = place->activityId;
    fresh.company = place->company;
    fresh.correlationId = message.correlationId;
    fresh.state = DownloadState::Announced;
    fresh.dequeuedUtc = now;
    fresh.leaseUntilUtc = until;
    fresh.redelivered = message.isAgain;
    fresh.dequeueJson = message.json;

    auto asked = m_book->answerDownloads(place->rows({}));
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    const auto same = std::ranges::find_if(
        *rows, [&message](const Download &row) { return sameId(row.correlationId, message.correlationId); });
    const Download *const lost = same == rows->end() ? lostRowOf(*rows, message, now) : nullptr;
    const Download *const known = same == rows->end() ? lost : &*same;
    DownloadState state = DownloadState::Announced;
    if (known) {
        const bool safe = co_await isSafe(*known);
        const bool wasSafe = known->state == DownloadState::Stored || known->state == DownloadState::AckPending ||
                             known->state == DownloadState::Acknowledged;
        if (safe && wasSafe)
            state = acknowledge ? DownloadState::AckPending : DownloadState::Stored;
    }
    const std::function<bool(const Download &)> matches = known ? isRow(known->key) : isNone();
    const QString file = known ? known->file : QString();
    const DownloadBook::Change again = changeToHandedOut(message, state, file, now, until);
    const QString text = !known ? u"The service handed it out."_s
                         : lost ? u"The service handed out a message again that nobody here has seen. It is taken to "
                                  u"be the one whose answer was lost."_s
                         : state == DownloadState::Announced
                             ? u"The service handed it out again."_s
                             : u"The service handed it out again; the package is here already."_s;
    auto written = co_await m_book->take(place->look(), fresh, matches, again, text);
    co_return written;
}

} // namespace waybill
