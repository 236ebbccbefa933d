// The batch's working half: imports stored files one after the other.
#pragma once

#include <QString>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stop_token>
#include <thread>

namespace practice {

class Importer;
class MessageStore;

/// One thread that imports in the order of storing, so that a customer can refer to a group pushed just before it.
/// What an earlier run left without an outcome goes first. The destructor breaks off the import in hand; the next run
/// takes it up again.
class ImportWorker
{
public:
    ImportWorker(MessageStore &store, Importer &importer);
    ~ImportWorker();

    /// Thread-safe; returns at once.
    void add(const QString &messageId);

private:
    void run();
    void importOne(const QString &messageId);

    MessageStore &m_store;
    Importer &m_importer;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QString> m_waiting;
    bool m_ending = false;
    std::stop_source m_stop;
    std::thread m_thread;
};

} // namespace practice
