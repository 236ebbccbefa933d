#include "app/journal/JournalWriter.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalSchema.h"
#include "app/journal/MessageQuery.h"
#include "app/journal/MessageRecord.h"

#include <QSet>

#include <future>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::milliseconds groupTime{50};
// Keeps transactions short for other programs that write to the same journal.
constexpr size_t mostInGroup = 2000;
constexpr qsizetype mostTold = 50'000; ///< rows that are kept in memory for those who are told of them

/// Runs one write so that its failure takes back only itself. The outer error: the whole transaction is lost.
Result<Result<void>> runAlone(Connection &connection, const JournalWriter::Work &work, QList<MessageKey> &changed)
{
    if (auto begun = connection.write(u"SAVEPOINT one"_s, {}); !begun)
        return fail(std::move(begun.error()));
    QList<MessageKey> keys;
    auto result = work(connection, keys);
    if (!result) {
        // After some failures of the disk SQLite has ended the transaction itself: then this fails too.
        if (auto back = connection.write(u"ROLLBACK TO one"_s, {}); !back)
            return fail(std::move(result.error()));
    }
    if (auto released = connection.write(u"RELEASE one"_s, {}); !released)
        return fail(std::move(released.error()));
    if (result)
        changed += keys;
    return result;
}

QList<MessageKey> eachOnce(const QList<MessageKey> &keys)
{
    QSet<MessageKey> seen;
    QList<MessageKey> once;
    for (const MessageKey key : keys) {
        if (!seen.contains(key)) {
            seen.insert(key);
            once.append(key);
        }
    }
    return once;
}

/// Read in this thread, where waiting for a disk keeps nobody, for those who are told of the change.
ChangedRows rowsOf(Connection &connection, const QList<MessageKey> &keys)
{
    ChangedRows rows;
    if (keys.isEmpty())
        return rows;
    const auto read = connection.each(u"SELECT "_s + messageColumns() + fromMessagesOf(), {listOf(keys)},
                                      [&rows](const QSqlQuery &row) {
                                          Message message = messageFrom(row);
                                          rows.insert(message.key, std::move(message));
                                      });
    if (!read)
        return {}; // who is told reads for himself
    for (const MessageKey key : keys) {
        if (!rows.contains(key))
            rows.insert(key, std::nullopt);
    }
    return rows;
}
} // namespace

Result<std::unique_ptr<JournalWriter>> JournalWriter::start(const QString &path, const JournalWatch &watch)
{
    std::unique_ptr<JournalWriter> writer(new JournalWriter);
    std::promise<Result<void>> started;
    auto isStarted = started.get_future();
    writer->m_thread = std::thread([raw = writer.get(), path, &watch, &started] {
        auto connection = Connection::open(path, Connection::Mode::ReadWrite);
        Result<void> ready;
        if (!connection)
            ready = fail(connection.error());
        else if (ready = configureWriter(**connection); ready)
            ready = prepareJournal(**connection, watch);
        const bool usable = ready.has_value();
        started.set_value(std::move(ready));
        if (usable)
            raw->run(**connection);
    });
    if (auto ready = isStarted.get(); !ready)
        return fail(std::move(ready.error()));
    return writer;
}

void JournalWriter::deliverTo(Deliver deliver)
{
    const std::lock_guard lock(m_mutex); // which the first write takes after this
    m_deliver = std::move(deliver);
}

JournalWriter::~JournalWriter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void JournalWriter::submit(Work work, std::shared_ptr<PendingWrite> pending)
{
    add({std::move(work), std::move(pending), false, {}}, true);
}

void JournalWriter::submitGrouped(MessageKey key, Work work)
{
    add({std::move(work), {}, false, key}, false);
}

void JournalWriter::submitBarrier(std::shared_ptr<PendingWrite> pending)
{
    add({[](Connection &, QList<MessageKey> &) { return Result<void>(); }, std::move(pending), true, {}}, true);
}

void JournalWriter::add(Item item, bool atOnce)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        if (atOnce)
            m_due = now;
        else if (m_items.empty())
            m_due = now + groupTime;
        m_items.push_back(std::move(item));
    }
    m_wake.notify_one();
}

std::vector<JournalWriter::Item> JournalWriter::take()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return m_stopping || !m_items.empty(); });
    while (!m_stopping && std::chrono::steady_clock::now() < m_due)
        m_wake.wait_until(lock, m_due);
    std::vector<Item> items;
    while (!m_items.empty() && items.size() < mostInGroup) {
        items.push_back(std::move(m_items.front()));
        m_items.pop_front();
    }
    return items;
}

void JournalWriter::run(Connection &connection)
{
    for (auto items = take(); !items.empty(); items = take())
        write(connection, std::move(items));
}

void JournalWriter::write(Connection &connection, std::vector<Item> items)
{
    auto group = std::make_shared<WrittenGroup>();
    QList<MessageKey> changed;
    std::vector<Result<void>> results;
    const auto transaction = [&]() -> Result<void> {
        if (auto begun = connection.write(u"BEGIN IMMEDIATE"_s, {}); !begun)
            return fail(std::move(begun.error()));
        for (const Item &item : items) {
            auto result = runAlone(connection, item.work, changed);
            if (!result)
                return fail(std::move(result.error()));
            results.push_back(std::move(*result));
        }
        if (auto committed = connection.write(u"COMMIT"_s, {}); !committed)
            return fail(std::move(committed.error()));
        return {};
    };
    if (auto done = transaction(); done) {
        group->changed = eachOnce(changed);
        if (group->changed.size() <= mostTold)
            group->rows = rowsOf(connection, group->changed);
    } else {
        (void)connection.write(u"ROLLBACK"_s, {}); // there may be none left: what counts is the error before it
        results.assign(items.size(), fail(done.error()));
        if (saysDamaged(done.error()))
            noteDamage(connection.path(), done.error().detail);
    }
    for (size_t i = 0; i < items.size(); ++i) {
        Result<void> &result = results[i];
        if (!items[i].pending) {
            if (!result && result.error().kind != ErrorKind::Conflict) {
                group->unwritten.append(items[i].key);
                if (!group->lost)
                    group->lost = result.error();
            }
            if (!m_lost)
                m_lost = group->lost;
            continue;
        }
        if (items[i].isBarrier && result && m_lost)
            result = fail(*m_lost);
        group->finished.emplace_back(std::move(items[i].pending), std::move(result));
    }
    group->unwritten = eachOnce(group->unwritten);
    m_deliver(std::move(group));
}

} // namespace waybill
