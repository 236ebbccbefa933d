#pragma once

#include "app/messages/MessageDesk.h"
#include "ui/widgets/Banner.h"

namespace waybill {

/// Asks about files that were not sent because their program ended: send them now, or leave them held.
class HeldNotice final : public Banner
{
    Q_OBJECT

public:
    /// `desk` outlives this.
    explicit HeldNotice(MessageDesk *desk, QWidget *parent = nullptr);

    /// Looks into the journal and shows itself when there are such files. To be called when this program sends.
    void ask();

signals:
    void failed(const waybill::Error &error);

private:
    QCoro::Task<void> send();

    MessageDesk *m_desk;
    QList<MessageKey> m_held;
};

} // namespace waybill
