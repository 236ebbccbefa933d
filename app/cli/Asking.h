#pragma once

#include "app/base/Wakeup.h"
#include "app/messages/MessageDesk.h"

#include <QObject>

namespace waybill {

/// Follows what is in flight as soon as no other program does, sending what others hand over meanwhile; until then that
/// program's findings stand in the journal. One thread.
class Asking : public QObject
{
public:
    /// `environments` empty: all. `desk` outlives this.
    Asking(MessageDesk *desk, QStringList environments);

    void begin();
    /// Whether the rows that a dead program left were judged, here or by the program that asks.
    bool isTidy() const;
    /// Lets go of the wait for the sender's place. To be awaited before the object goes.
    QCoro::Task<void> end();

private:
    QCoro::Task<void> ask();

    MessageDesk *m_desk;
    QStringList m_environments;
    std::stop_source m_stop;
    Wakeup m_ended;
    bool m_ready = false;
    bool m_over = true;
};

} // namespace waybill
