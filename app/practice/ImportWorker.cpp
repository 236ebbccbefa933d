#include "app/practice/ImportWorker.h"

#include "app/practice/MessageStore.h"

namespace practice {

ImportWorker::ImportWorker(MessageStore &store, Importer &importer) : m_store(store), m_importer(importer)
{
    for (const StoredMessage &message : store.messages())
        if (!message.verdict)
            m_waiting.push_back(message.messageId);
    m_thread = std::thread([this] { run(); });
}

ImportWorker::~ImportWorker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_stop.request_stop();
    m_changed.notify_one();
    m_thread.join();
}

void ImportWorker::add(const QString &messageId)
{
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.push_back(messageId);
    }
    m_changed.notify_one();
}

void ImportWorker::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_ending)
            return;
        const QString messageId = m_waiting.front();
        m_waiting.pop_front();
        lock.unlock();
        importOne(messageId);
        lock.lock();
    }
}

void ImportWorker::importOne(const QString &messageId)
{
    const auto message = m_store.message(messageId);
    if (!message)
        return;
    const ImportOutcome outcome =
        m_importer.import({m_store.payloadPath(messageId), message->entity, message->company, message->activityId,
                           message->format, m_store.errorFolder(messageId)},
                          m_stop.get_token());
    if (m_stop.stop_requested())
        return;
    m_store.setOutcome(messageId, outcome);
}

} // namespace practice
