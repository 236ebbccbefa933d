#pragma once

#include "ui/widgets/ConfirmByName.h"

#include <QSet>

#include <functional>
#include <memory>

namespace waybill {

/// What stands between a hand and a production environment: the first sending of a session and everything that sends
/// more than one file is confirmed by typing its name. One a program, shared by what sends. GUI thread.
class ProductionGuard final : public std::enable_shared_from_this<ProductionGuard>
{
public:
    /// Whether sending that many files to this production environment wants its name.
    bool wantsName(const QString &environment, qsizetype files) const;
    /// Asks over `parent`; `then` is called on a yes, and the environment is known for the rest of the session.
    void ask(const ConfirmByName::Question &question, QWidget *parent, std::function<void()> then);

private:
    QSet<QString> m_known;
};

/// Why nothing can be sent there, for tooltips and notices.
QString readOnlyReason(const QString &environment);
/// Takes a control out of use with the reason as its tooltip, or (empty) gives it back with its own.
void setLocked(QWidget *control, const QString &reason);

} // namespace waybill
