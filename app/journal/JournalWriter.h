#pragma once

#include "app/journal/HeldWaiters.h"
#include "app/journal/JournalWork.h"
#include "app/journal/Message.h"

#include <QHash>

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace waybill {

class Connection;

/// A write somebody may wait for: filled in and resumed in the journal's thread.
struct PendingWrite {
    bool done = false;
    Result<void> result;
    std::coroutine_handle<> waiter;
};

/// Waits for a write that was submitted in this thread.
struct WriteAwaiter {
    std::shared_ptr<PendingWrite> pending;
    bool await_ready() const { return pending->done; }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        pending->waiter = waiter;
        HeldWaiters::hold(waiter);
    }
    Result<void> await_resume()
    {
        HeldWaiters::letGo(pending->waiter);
        return std::move(pending->result);
    }
};

/// Rows of messages as they were at one time; none of a key: it was not there.
using ChangedRows = QHash<MessageKey, std::optional<Message>>;

/// What one transaction came to.
struct WrittenGroup {
    QList<MessageKey> changed; ///< each once
    ChangedRows rows;          ///< of `changed`, once it was committed; none where they are very many
    std::vector<std::pair<std::shared_ptr<PendingWrite>, Result<void>>> finished;
    std::optional<Error> lost;   ///< the first write nobody waits for that failed
    QList<MessageKey> unwritten; ///< whose grouped writes failed, each once
};

/// The one thread that writes the journal, with a connection of its own. What waits is written in the order in which
/// it was submitted, as many writes as there are in one transaction, so that they share its fsync; each can fail alone.
class JournalWriter
{
public:
    /// Runs in the writer's thread, inside a transaction; tells which rows it changed.
    using Work = std::function<Result<void>(Connection &, QList<MessageKey> &changed)>;
    using Deliver = std::function<void(std::shared_ptr<WrittenGroup>)>;

    /// Opens the file, makes it a journal of this version if need be and starts the thread, in which `watch` is asked
    /// until this returns.
    static Result<std::unique_ptr<JournalWriter>> start(const QString &path, const JournalWatch &watch);
    /// Whom to tell, in the writer's thread. Before the first write.
    void deliverTo(Deliver deliver);
    /// Writes what was submitted, then ends the thread.
    ~JournalWriter();

    /// Written at once; `pending` is part of the group that is delivered. Any thread.
    void submit(Work work, std::shared_ptr<PendingWrite> pending);
    /// Written with others, within 50 ms. Any thread.
    void submitGrouped(MessageKey key, Work work);
    /// Does nothing, after everything before it: fails with the first error of a grouped write.
    void submitBarrier(std::shared_ptr<PendingWrite> pending);

private:
    struct Item {
        Work work;
        std::shared_ptr<PendingWrite> pending; ///< none: grouped
        bool isBarrier = false;
        MessageKey key{}; ///< of a grouped one
    };

    JournalWriter() = default;
    void run(Connection &connection);
    std::vector<Item> take();
    void write(Connection &connection, std::vector<Item> items);
    void add(Item item, bool atOnce);

    Deliver m_deliver;
    std::optional<Error> m_lost; ///< writer's thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Item> m_items;
    std::chrono::steady_clock::time_point m_due; ///< when the oldest item must be written
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace waybill
