#include "app/journal/Journal.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalOpening.h"
#include "app/journal/JournalPrivate.h"
#include "app/journal/JournalWrites.h"

#include <QPointer>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

Journal::Journal(std::unique_ptr<Private> p) : d(std::move(p)) {}

Journal::~Journal()
{
    // The readers first: the last connection to close takes the log into the file, which one for reading cannot.
    d->aside.reset();
    d->reader.reset();
    d->writer.reset(); // writes what is left; what it delivers to this object is not received any more
}

Result<std::unique_ptr<Journal>> Journal::open(const QString &folder, std::shared_ptr<const Clock> clock, Access access)
{
    if (access == Access::ReadOnly) {
        OpenedJournal opened;
        opened.path = folder + u"/journal.sqlite"_s;
        return take(std::move(opened), std::move(clock));
    }
    auto opened = openJournal(folder, *clock);
    if (!opened)
        return fail(std::move(opened.error()));
    return take(std::move(*opened), std::move(clock));
}

Result<std::unique_ptr<Journal>> Journal::take(OpenedJournal opened, std::shared_ptr<const Clock> clock)
{
    auto p = std::make_unique<Private>();
    p->path = std::move(opened.path);
    p->clock = std::move(clock);
    p->rescue = std::move(opened.rescue);
    p->endedUncleanly = opened.endedUncleanly;
    p->mark = std::move(opened.mark);
    p->writer = std::move(opened.writer);
    p->reader = std::make_unique<JournalReader>(p->path);
    const bool writes = p->writer != nullptr;
    std::unique_ptr<Journal> journal(new Journal(std::move(p)));
    if (writes) {
        journal->d->writer->deliverTo([raw = journal.get()](std::shared_ptr<WrittenGroup> group) {
            QMetaObject::invokeMethod(
                raw, [raw, group] { raw->deliver(*group); }, Qt::QueuedConnection);
        });
    }
    if (const auto read = journal->d->reader->open(writes); !read)
        return fail(read.error());
    journal->d->aside = std::make_unique<JournalAside>(
        [path = journal->d->path, writes] { return std::make_unique<JournalReader>(path, writes); });
    return journal;
}

void Journal::deliver(WrittenGroup &group)
{
    // Whoever hears of it may end this journal: nothing of it is touched without asking.
    const QPointer<Journal> alive(this);
    const auto told = d->tell(std::move(group.rows));
    if (d->othersTimer.isActive())
        d->remember(group.changed);
    if (!group.changed.isEmpty())
        emit changed(group.changed);
    if (alive && group.lost)
        emit writeFailed(*group.lost, group.unwritten);
    for (auto &[pending, result] : group.finished) {
        if (!alive)
            return;
        pending->done = true;
        pending->result = std::move(result);
        if (pending->waiter)
            pending->waiter.resume();
    }
}

QCoro::Task<Result<QList<MessageKey>>> Journal::append(QList<NewMessage> messages, QString owner,
                                                       QList<MessageChange> alongWith)
{
    auto keys = std::make_shared<QList<MessageKey>>();
    for (MessageChange &change : alongWith)
        change = d->dated(change);
    WriteAwaiter written{d->submit([keys, messages, owner, alongWith, now = d->clock->utcNow()](
                                       Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        for (const MessageChange &change : alongWith) {
            if (auto done = writeChange(connection, change); !done)
                return done;
            changed.append(change.key);
        }
        for (const NewMessage &message : messages) {
            const auto key = appendMessage(connection, message, owner, now);
            if (!key)
                return fail(key.error());
            keys->append(*key);
            changed.append(*key);
        }
        return {};
    })};
    auto result = co_await written;
    if (!result)
        co_return fail(std::move(result.error()));
    co_return *keys;
}

QCoro::Task<Result<void>> Journal::commit(MessageChange change)
{
    return commit(QList<MessageChange>{std::move(change)});
}

QCoro::Task<Result<void>> Journal::commit(QList<MessageChange> changes)
{
    for (MessageChange &change : changes)
        change = d->dated(change);
    WriteAwaiter written{d->submit([changes](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        for (const MessageChange &change : changes) {
            if (auto done = writeChange(connection, change); !done)
                return done;
            changed.append(change.key);
        }
        return {};
    })};
    auto result = co_await written;
    co_return result;
}

void Journal::group(MessageKey key, std::function<Result<void>(Connection &)> work)
{
    if (!d->writer) {
        QMetaObject::invokeMethod(
            this, [this, key] { emit writeFailed(d->refused().value(), {key}); }, Qt::QueuedConnection);
        return;
    }
    d->writer->submitGrouped(key, [key, work = std::move(work)](Connection &connection, QList<MessageKey> &changed) {
        changed.append(key);
        return work(connection);
    });
}

void Journal::record(MessageChange change)
{
    group(change.key, [change = d->dated(change)](Connection &connection) { return writeChange(connection, change); });
}

void Journal::keepExchange(MessageKey key, StoredExchange exchange)
{
    group(key, [key, exchange](Connection &connection) { return writeExchange(connection, key, exchange); });
}

void Journal::setRecords(MessageKey key, qint64 records)
{
    group(key, [key, records](Connection &connection) { return writeRecords(connection, key, records); });
}

QCoro::Task<Result<void>> Journal::keepPackedFailure(MessageKey key, PackedFailure failure)
{
    WriteAwaiter written{d->submit([key, failure](Connection &connection, QList<MessageKey> &changed) {
        changed.append(key);
        return writeFailure(connection, key, failure);
    })};
    auto result = co_await written;
    co_return result;
}

QCoro::Task<Result<void>> Journal::maintain(Maintenance work)
{
    WriteAwaiter written{d->submit(std::move(work))};
    auto result = co_await written;
    co_return result;
}

QCoro::Task<Result<void>> Journal::keepFact(QString name, QString value)
{
    WriteAwaiter written{d->submit([name, value](Connection &connection, QList<MessageKey> &) -> Result<void> {
        auto done = connection.write(u"INSERT OR REPLACE INTO facts VALUES (?, ?)"_s, {name, value});
        return done ? Result<void>() : fail(std::move(done.error()));
    })};
    auto result = co_await written;
    co_return result;
}

QCoro::Task<Result<void>> Journal::keepRetention(Retention retention)
{
    WriteAwaiter written{d->submit(
        [retention](Connection &connection, QList<MessageKey> &) { return writeRetention(connection, retention); })};
    auto result = co_await written;
    co_return result;
}

Result<QString> Journal::fact(const QString &name) const
{
    return d->reader->fact(name);
}

Result<Retention> Journal::retention() const
{
    return d->reader->retention();
}

QString Journal::mark() const
{
    return d->mark ? d->mark->text() : QString();
}

const std::optional<Rescue> &Journal::rescue() const
{
    return d->rescue;
}

bool Journal::endedUncleanly() const
{
    return d->endedUncleanly;
}

QCoro::Task<Result<void>> Journal::keepFailure(MessageKey key, Failure failure)
{
    return keepPackedFailure(key, packFailure(failure));
}

QCoro::Task<Result<void>> Journal::settled()
{
    auto pending = std::make_shared<PendingWrite>();
    if (!d->writer)
        co_return Result<void>();
    d->writer->submitBarrier(pending);
    WriteAwaiter written{pending};
    auto result = co_await written;
    co_return result;
}

std::unique_ptr<JournalReader> Journal::newReader() const
{
    return std::make_unique<JournalReader>(d->path, d->writer != nullptr);
}

Result<std::optional<Message>> Journal::message(MessageKey key) const
{
    const auto told = d->told->constFind(key);
    return told != d->told->cend() ? Result<std::optional<Message>>(*told) : d->reader->message(key);
}

Result<QList<Message>> Journal::byMessageId(const QString &environment, const MessageId &id) const
{
    return d->reader->byMessageId(environment, id);
}

Result<QList<Message>> Journal::byExecutionId(const QString &environment, const ExecutionId &id) const
{
    return d->reader->byExecutionId(environment, id);
}

Result<QList<Message>> Journal::messages(const MessageFilter &filter) const
{
    return d->reader->messages(filter);
}

Result<MessageCounts> Journal::counts(const QString &environment, const QDateTime &todaySince) const
{
    return d->reader->counts(environment, todaySince);
}

Result<QList<Event>> Journal::events(MessageKey key, qint64 after, qsizetype most) const
{
    return d->reader->events(key, after, most);
}

Result<EventDigest> Journal::eventsInShort(MessageKey key) const
{
    return d->reader->eventsInShort(key);
}

Result<QList<StatusSpan>> Journal::recentSpans(qsizetype newestEvents) const
{
    return d->reader->recentSpans(newestEvents);
}

Result<QList<StoredExchange>> Journal::exchanges(MessageKey key) const
{
    return d->reader->exchanges(key);
}

Result<std::optional<Failure>> Journal::failure(MessageKey key) const
{
    return d->reader->failure(key, FailureReading::Whole);
}

Result<std::optional<Failure>> Journal::failureInShort(MessageKey key) const
{
    return d->reader->failure(key, FailureReading::InShort);
}

Result<QList<MessageKey>> Journal::unexplained(const QDateTime &since, int limit) const
{
    return d->reader->unexplained(since, limit);
}

Result<QList<RecordError>> Journal::readErrors(const QString &path, MessageKey key)
{
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(std::move(connection.error()));
    return readFailureErrors(**connection, key);
}

Result<QByteArray> Journal::readFailureFile(const QString &path, MessageKey key, int place)
{
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(std::move(connection.error()));
    return waybill::readFailureFile(**connection, key, place);
}

const QString &Journal::path() const
{
    return d->path;
}

Result<std::optional<Message>> Journal::sameContent(const QString &environment, const ActivityId &job,
                                                    const QString &sha256, std::optional<MessageKey> before) const
{
    return d->reader->sameContent(environment, job, sha256, before);
}

} // namespace waybill
