#include "app/journal/DownloadBook.h"

#include "app/journal/Connection.h"
#include "app/journal/DownloadPieces.h"
#include "app/journal/DownloadRecord.h"
#include "app/journal/JournalReader.h"
#include "app/journal/MessageRecord.h"

#include <QHash>
#include <QPointer>
#include <QSqlQuery>
#include <QTimer>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds betweenLooks{700};

/// What a transaction wrote.
struct Written {
    Download row;
    QList<DownloadKey> keys; ///< of many rows
    qint64 event = 0;        ///< the newest of all downloads then
};

/// The last thing in a transaction.
Result<void> readNewestEvent(Connection &connection, Written &written)
{
    const auto newest = connection.integer(u"SELECT max(id) FROM download_events"_s);
    if (!newest)
        return fail(newest.error());
    written.event = *newest;
    return {};
}

/// Not in the coroutine itself: g++ 12 destroys twice what a lambda there has captured.
Journal::Maintenance maintenanceOf(std::function<Result<void>(Connection &, Download &)> work,
                                   std::shared_ptr<Written> written)
{
    return [=](Connection &connection, QList<MessageKey> &) {
        auto done = work(connection, written->row);
        return done ? readNewestEvent(connection, *written) : done;
    };
}

/// The change and its event, inside the transaction.
Result<void> changeRow(Connection &connection, Download &row, const DownloadBook::Change &change, const QString &text,
                       const QDateTime &now)
{
    const DownloadState before = row.state;
    row.error.reset();
    if (auto changed = change(row); !changed)
        return changed;
    if (auto written = updateDownload(connection, row); !written)
        return written;
    if (row.state == before && text.isEmpty())
        return {};
    const QString said = text.isEmpty() && row.error ? row.error->message : text;
    return writeDownloadEvent(connection, row.key, {now, row.state, said});
}

Result<void> appendRow(Connection &connection, Download &row, const QString &text, const QDateTime &now)
{
    row.createdUtc = now;
    const auto key = insertDownload(connection, row);
    if (!key)
        return fail(key.error());
    row.key = *key;
    const QString said = text.isEmpty() && row.error ? row.error->message : text;
    return writeDownloadEvent(connection, row.key, {now, row.state, said});
}

/// As some systems tell files apart: without regard to the case of Latin letters.
QByteArray folded(const QString &file)
{
    return file.toUtf8().toLower();
}

/// How many rows have their package in each file.
Result<QHash<QByteArray, qint64>> usersOfFiles(Connection &connection)
{
    QHash<QByteArray, qint64> users;
    const auto read = connection.each(u"SELECT file FROM downloads WHERE file <> ''"_s, {},
                                      [&](const QSqlQuery &row) { ++users[folded(row.value(0).toString())]; });
    return read ? Result<QHash<QByteArray, qint64>>(users) : fail(read.error());
}

/// One of many rows, inside their transaction; whether it was changed.
Result<bool> changeOne(Connection &connection, DownloadKey key, const DownloadBook::ChangeOfMany &change,
                       QHash<QByteArray, qint64> &users, const QDateTime &now)
{
    const auto found = readDownloads(connection, u"WHERE key = ?"_s, {number(key)});
    if (!found)
        return fail(found.error());
    if (found->isEmpty())
        return false;
    const Download &before = found->first();
    Download row = before;
    const auto text = change(row, before.file.isEmpty() ? 0 : users.value(folded(before.file)));
    if (!text && text.error().kind == ErrorKind::Conflict)
        return false;
    if (!text)
        return fail(text.error());
    if (row.file != before.file) {
        --users[folded(before.file)];
        ++users[folded(row.file)];
    }
    if (auto written = updateDownload(connection, row); !written)
        return fail(written.error());
    if (row.state == before.state && text->isEmpty())
        return true;
    const auto event = writeDownloadEvent(connection, key, {now, row.state, *text});
    return event ? Result<bool>(true) : fail(event.error());
}

Journal::Maintenance changingAll(QList<DownloadKey> keys, DownloadBook::ChangeOfMany change, QDateTime now,
                                 std::shared_ptr<Written> written)
{
    return [=](Connection &connection, QList<MessageKey> &) -> Result<void> {
        auto users = usersOfFiles(connection);
        if (!users)
            return fail(users.error());
        for (const DownloadKey key : keys) {
            const auto changed = changeOne(connection, key, change, *users, now);
            if (!changed)
                return fail(changed.error());
            if (*changed)
                written->keys.append(key);
        }
        return readNewestEvent(connection, *written);
    };
}

} // namespace

struct DownloadBook::Private {
    std::shared_ptr<const Clock> clock;
    QTimer others;
    bool looksAtOthers = false; ///< the answer of the last look has not come
    qint64 newestEvent = 0;
    /// What this program told of by itself, each row with the newest event that stood in the journal then.
    QHash<DownloadKey, qint64> told;
};

DownloadBook::DownloadBook(Journal &journal, std::shared_ptr<const Clock> clock)
    : DownloadReader(journal.newReader()), m_journal(&journal), d(std::make_unique<Private>())
{
    d->clock = std::move(clock);
}

DownloadBook::~DownloadBook() = default;

QCoro::Task<Result<Download>> DownloadBook::write(Work work)
{
    const QPointer<DownloadBook> alive(this);
    auto written = std::make_shared<Written>();
    const Journal::Maintenance maintenance = maintenanceOf(std::move(work), written);
    const auto done = co_await m_journal->maintain(maintenance);
    if (!done)
        co_return fail(done.error());
    if (alive)
        tell({written->row.key}, written->event);
    co_return written->row;
}

void DownloadBook::tell(const QList<DownloadKey> &keys, qint64 event)
{
    if (d->others.isActive()) {
        for (const DownloadKey key : keys)
            d->told.insert(key, event);
    }
    emit changed(keys);
}

QCoro::Task<Result<Download>> DownloadBook::append(Download row, QString text)
{
    return write([fresh = std::move(row), text, now = d->clock->utcNow()](Connection &connection, Download &row) {
        row = fresh;
        return appendRow(connection, row, text, now);
    });
}

QCoro::Task<Result<Download>> DownloadBook::commit(DownloadKey key, Change change, QString text)
{
    return write([key, change = std::move(change), text, now = d->clock->utcNow()](Connection &connection,
                                                                                   Download &row) -> Result<void> {
        auto found = readDownloads(connection, u"WHERE key = ?"_s, {number(key)});
        if (!found)
            return fail(std::move(found.error()));
        if (found->isEmpty())
            return fail(ErrorKind::NotFound, u"There is no download %1 in the journal."_s.arg(number(key)));
        row = found->first();
        return changeRow(connection, row, change, text, now);
    });
}

QCoro::Task<Result<QList<DownloadKey>>> DownloadBook::commitAll(QList<DownloadKey> keys, ChangeOfMany change)
{
    const QPointer<DownloadBook> alive(this);
    auto written = std::make_shared<Written>();
    const Journal::Maintenance maintenance = changingAll(keys, std::move(change), d->clock->utcNow(), written);
    const auto done = co_await m_journal->maintain(maintenance);
    if (!done)
        co_return fail(done.error());
    if (alive && !written->keys.isEmpty())
        tell(written->keys, written->event);
    co_return written->keys;
}

QCoro::Task<Result<Download>> DownloadBook::take(JobLook look, Download row,
                                                 std::function<bool(const Download &)> matches, Change change,
                                                 QString text)
{
    return write([look = std::move(look), fresh = std::move(row), matches = std::move(matches),
                  change = std::move(change), text,
                  now = d->clock->utcNow()](Connection &connection, Download &row) -> Result<void> {
        if (auto kept = writeJobLook(connection, look); !kept)
            return kept;
        auto rows =
            readDownloads(connection, u"WHERE environment = ? AND activity_id = ? ORDER BY created DESC, key DESC"_s,
                          {stored(look.environment), stored(look.activityId.text())});
        if (!rows)
            return fail(std::move(rows.error()));
        for (const Download &known : std::as_const(*rows)) {
            if (matches(known)) {
                row = known;
                return changeRow(connection, row, change, text, now);
            }
        }
        row = fresh;
        return appendRow(connection, row, text, now);
    });
}

QCoro::Task<Result<void>> DownloadBook::keepLook(JobLook look)
{
    return m_journal->maintain([look = std::move(look)](Connection &connection, QList<MessageKey> &) {
        return writeJobLook(connection, look);
    });
}

void DownloadBook::keepExchange(DownloadKey key, StoredExchange exchange)
{
    write([key, exchange = std::move(exchange)](Connection &connection, Download &row) {
        row.key = key;
        return writeDownloadExchange(connection, key, exchange);
    });
}

QCoro::Task<Result<void>> DownloadBook::keepFollowUp(DownloadKey key, FollowUpOutcome outcome)
{
    return m_journal->maintain([key, outcome = std::move(outcome)](Connection &connection, QList<MessageKey> &) {
        return writeFollowUp(connection, key, outcome);
    });
}

AnswerAwaiter<Result<std::optional<Download>>> DownloadBook::answerDownload(DownloadKey key) const
{
    return answer([key](const DownloadReader &reader) { return reader.download(key); });
}

AnswerAwaiter<Result<QList<Download>>> DownloadBook::answerDownloads(DownloadFilter filter) const
{
    return answer([filter](const DownloadReader &reader) { return reader.downloads(filter); });
}

AnswerAwaiter<Result<std::optional<JobLook>>> DownloadBook::answerLook(QString environment, ActivityId activityId) const
{
    return answer(
        [environment, activityId](const DownloadReader &reader) { return reader.look(environment, activityId); });
}

std::unique_ptr<DownloadReader> DownloadBook::newReader() const
{
    return std::make_unique<DownloadReader>(m_journal->newReader());
}

void DownloadBook::followOtherPrograms()
{
    if (d->others.isActive())
        return;
    d->newestEvent = newestEvent().value_or(0);
    connect(&d->others, &QTimer::timeout, this, &DownloadBook::lookAtOthers);
    d->others.start(betweenLooks);
}

void DownloadBook::lookAtOthers()
{
    if (std::exchange(d->looksAtOthers, true))
        return;
    const auto look = [since = d->newestEvent](JournalReader &journal) {
        return DownloadReader(journal).newsSince(since);
    };
    m_journal->ask(this, look, [this](const Result<News> &news) {
        d->looksAtOthers = false;
        if (!news)
            return; // a busy file: the next look finds it
        d->newestEvent = news->event;
        QList<DownloadKey> keys;
        for (auto row = news->newest.cbegin(); row != news->newest.cend(); ++row) {
            if (d->told.value(row.key()) < row.value())
                keys.append(row.key());
        }
        // What was told while the journal was read stands in the next look.
        d->told.removeIf([seen = news->event](const auto &row) { return row.value() <= seen; });
        if (!keys.isEmpty())
            emit changed(keys);
    });
}

} // namespace waybill
