#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>
#include <stop_token>

namespace waybill {

/// The end of a command: an interruption (signal, nobody reads the output) or its time-out, whichever comes first; both
/// stop the same token. One thread.
class Deadline : public QObject
{
    Q_OBJECT
public:
    enum class Reason { None, TimedOut, Interrupted };

    explicit Deadline(QObject *parent = nullptr);

    /// Counts from now. Without a limit only an interruption ends the command. Starting again counts anew.
    void start(std::optional<std::chrono::milliseconds> limit);
    void interrupt();

    /// Stopped by either.
    std::stop_token token() const { return m_either.get_token(); }
    /// Stopped by an interruption only: for what the time-out does not end.
    std::stop_token interruption() const { return m_interruption.get_token(); }
    Reason reason() const { return m_reason; }
    /// Whatever is left of the limit; nothing where there is none.
    std::optional<std::chrono::milliseconds> left() const;
    std::optional<std::chrono::milliseconds> limit() const { return m_limit; }

private:
    void end(Reason reason);

    std::stop_source m_either;
    std::stop_source m_interruption;
    QTimer m_timer;
    std::optional<std::chrono::milliseconds> m_limit;
    Reason m_reason = Reason::None;
};

} // namespace waybill
