#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/messages/MessageDesk.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ProductionGuard.h"

#include <QMap>

namespace waybill {

/// Asks about files that were not sent because their program ended: send them now, or leave them held. What goes to
/// production goes once its name was typed; what is for a read-only environment stays.
class HeldNotice final : public Banner
{
    Q_OBJECT

public:
    /// `desk` and `environments` outlive this.
    HeldNotice(MessageDesk *desk, const EnvironmentStore *environments, std::shared_ptr<ProductionGuard> guard,
               QWidget *parent = nullptr);

    /// Looks into the journal, beside this thread, and shows itself when there are such files. To be called when this
    /// program sends.
    void ask();

signals:
    void failed(const waybill::Error &error);

private:
    void take(const Result<QList<Message>> &rows);
    void sendAll();
    QCoro::Task<void> send(QList<MessageKey> keys);

    MessageDesk *m_desk;
    const EnvironmentStore *m_environments;
    std::shared_ptr<ProductionGuard> m_guard;
    QMap<QString, QList<MessageKey>> m_held; ///< by environment
};

} // namespace waybill
