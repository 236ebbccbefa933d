#pragma once

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace waybill {

class JournalReader;

/// Asks a journal in a thread of its own, so that whoever asks never waits for a disk. Begins that thread with the
/// first question. Lives in the thread of those who ask.
class JournalAside final
{
public:
    using Make = std::function<std::unique_ptr<JournalReader>()>;
    /// What is to be done with an answer, where it was asked for.
    using Told = std::function<void()>;
    using Question = std::function<Told(JournalReader &)>;

    /// `make` is called in the thread, once.
    explicit JournalAside(Make make);
    /// Waits for the one question that is being asked; those after it are forgotten, and nobody is told any more.
    ~JournalAside();
    JournalAside(const JournalAside &) = delete;
    JournalAside &operator=(const JournalAside &) = delete;

    /// One question after the other, in their order. What it returns is called here, unless `context` is gone by then.
    void ask(QObject *context, Question question);

private:
    struct Worker;
    Make m_make;
    QObject m_here;             ///< where answers come to; none comes later
    Worker *m_worker = nullptr; ///< lives in m_thread and ends with it
    QThread m_thread;
};

} // namespace waybill
