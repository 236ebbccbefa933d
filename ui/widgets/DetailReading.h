#pragma once

#include "app/base/Error.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace waybill {

/// Whether what is being read is still wanted; to be asked between one read and the next. Any thread.
using StillWanted = std::function<bool()>;

/// Reads what a pane shows of a row of the journal in a thread of its own, so that the window never waits for a disk.
/// One row is read at a time. Of the questions that come meanwhile the newest waits, and what was read of another row
/// is not told. GUI thread; the end waits for the one read that is under way.
template <class Key, class Detail>
class DetailReading final
{
public:
    /// Nothing where the row is gone.
    using Answer = Result<std::optional<Detail>>;
    /// Called in the thread, where it also dies with what it holds. May answer anything once it is not wanted any more.
    using Read = std::function<Answer(Key key, const StillWanted &isWanted)>;
    /// Called in the thread of whoever asks.
    using Take = std::function<void(Key key, const Answer &answer)>;

    DetailReading(Read read, Take take) : m_worker(new Worker{std::move(read)}), m_take(std::move(take))
    {
        m_worker->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
        m_thread.start();
    }
    ~DetailReading()
    {
        ++*m_newest;
        m_thread.quit();
        m_thread.wait();
    }
    DetailReading(const DetailReading &) = delete;
    DetailReading &operator=(const DetailReading &) = delete;

    /// Reads the row from now on, also when it is being read already: what comes of that is told before.
    void ask(Key key)
    {
        if (m_key != key) {
            m_key = key;
            ++*m_newest;
        }
        m_again = m_isReading;
        if (!m_isReading)
            read();
    }
    /// No row is asked for any more: what is being read is not told.
    void forget()
    {
        m_key.reset();
        ++*m_newest;
        m_again = false;
    }

private:
    struct Worker final : QObject {
        explicit Worker(Read how) : read(std::move(how)) {}
        Read read;
    };

    void read()
    {
        m_isReading = true;
        QMetaObject::invokeMethod(
            m_worker, [this, worker = m_worker, key = *m_key, question = quint64(*m_newest), newest = m_newest] {
                auto answer = worker->read(key, [question, newest] { return question == *newest; });
                QMetaObject::invokeMethod(
                    &m_here, [this, key, question, answer = std::move(answer)] { take(key, question, answer); });
            });
    }
    void take(Key key, quint64 question, const Answer &answer)
    {
        m_isReading = false;
        const bool isWanted = question == *m_newest;
        if (std::exchange(m_again, false))
            read();
        if (isWanted)
            m_take(key, answer);
    }

    Worker *m_worker; ///< ends with the thread
    Take m_take;
    std::optional<Key> m_key; ///< asked for last
    /// Of the last row that was asked for; counted on when it is another one.
    std::shared_ptr<std::atomic<quint64>> m_newest = std::make_shared<std::atomic<quint64>>(0);
    bool m_isReading = false;
    bool m_again = false; ///< as soon as what is being read was told
    QObject m_here;       ///< where answers come to; none comes later
    QThread m_thread;
};

} // namespace waybill
