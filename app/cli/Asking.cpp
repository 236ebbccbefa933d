#include "app/cli/Asking.h"

namespace waybill {

Asking::Asking(MessageDesk *desk, QStringList environments) : m_desk(desk), m_environments(std::move(environments)) {}

void Asking::begin()
{
    m_over = false;
    ask();
}

bool Asking::isTidy() const
{
    return m_ready || (!m_desk->isSender() && FileLock::isHeld(senderLockPath(m_desk->profileFolder())));
}

QCoro::Task<void> Asking::end()
{
    m_stop.request_stop();
    while (!m_over)
        co_await nextSignal(&m_ended, &Wakeup::woken, {});
}

QCoro::Task<void> Asking::ask()
{
    const auto sender = co_await m_desk->becomeSender(m_stop.get_token());
    if (sender && !m_stop.stop_requested()) {
        m_desk->poller().start(m_environments);
        co_await m_desk->sendForOthers();
    }
    m_ready = sender.has_value();
    m_over = true;
    m_ended.wake();
}

} // namespace waybill
