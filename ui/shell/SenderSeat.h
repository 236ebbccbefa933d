#pragma once

#include "app/messages/MessageDesk.h"

#include <QObject>
#include <qcorotask.h>

#include <stop_token>

namespace waybill {

class Banner;

/// The one place on a profile that sends: takes it for this window, now or when another program leaves it, and then
/// begins to follow and to send. Says on the notice why it waits.
class SenderSeat final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive this.
    SenderSeat(MessageDesk *desk, Banner *notice, QObject *parent = nullptr);
    ~SenderSeat() override;

    void ask();
    /// Nothing is begun any more.
    void leave();

signals:
    /// This window sends from now on.
    void taken();

private:
    QCoro::Task<void> take();

    MessageDesk *m_desk;
    Banner *m_notice;
    std::stop_source m_stop;
};

} // namespace waybill
