#include "ui/shell/SenderSeat.h"

#include "ui/widgets/Banner.h"

#include <QPointer>
#include <QTimer>

namespace waybill {

SenderSeat::SenderSeat(MessageDesk *desk, Banner *notice, QObject *parent)
    : QObject(parent), m_desk(desk), m_notice(notice)
{
}

SenderSeat::~SenderSeat()
{
    leave();
}

void SenderSeat::leave()
{
    m_stop.request_stop();
}

void SenderSeat::ask()
{
    // Held by another program? It is said after a moment, and tried on.
    QTimer::singleShot(1500, this, [this] {
        if (!m_desk->isSender() && !m_stop.stop_requested()) {
            m_notice->setText(tr("Another Waybill program is sending on this profile."),
                              tr("It sends what is pushed here as well. This window shows everything, and takes over "
                                 "as soon as that program has ended."));
            m_notice->show();
        }
    });
    take();
}

QCoro::Task<void> SenderSeat::take()
{
    const QPointer<SenderSeat> self = this;
    auto seat = co_await m_desk->becomeSender(m_stop.get_token());
    if (!self || m_stop.stop_requested())
        co_return;
    if (!seat) {
        m_notice->setText(seat.error().message, seat.error().detail);
        m_notice->show();
        co_return;
    }
    m_notice->hide();
    m_desk->poller().start();
    co_await m_desk->sendForOthers();
    if (self && !m_stop.stop_requested())
        emit taken();
}

} // namespace waybill
