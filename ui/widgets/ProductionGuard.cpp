#include "ui/widgets/ProductionGuard.h"

namespace waybill {

bool ProductionGuard::wantsName(const QString &environment, qsizetype files) const
{
    return files > 1 || !m_known.contains(environment);
}

void ProductionGuard::ask(const ConfirmByName::Question &question, QWidget *parent, std::function<void()> then)
{
    auto *dialog = new ConfirmByName(question, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ConfirmByName::confirmed, parent,
                     [guard = shared_from_this(), name = question.environment, then = std::move(then)] {
                         guard->m_known.insert(name);
                         then();
                     });
    dialog->open();
}

QString readOnlyReason(const QString &environment)
{
    return QObject::tr("“%1” is set to read-only: nothing is sent there. The switch stands among its settings, under "
                       "Manage environments.")
        .arg(environment);
}

void setLocked(QWidget *control, const QString &reason)
{
    constexpr auto own = "toolTipWhenFree";
    const bool locked = control->property(own).isValid();
    const bool locks = !reason.isEmpty();
    if (!locked && !locks)
        return;
    if (!locked)
        control->setProperty(own, control->toolTip());
    control->setEnabled(!locks);
    control->setToolTip(locks ? reason : control->property(own).toString());
    control->setAccessibleDescription(reason);
    if (!locks)
        control->setProperty(own, QVariant());
}

} // namespace waybill
