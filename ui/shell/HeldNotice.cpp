#include "ui/shell/HeldNotice.h"

#include <QPushButton>

namespace waybill {
using namespace Qt::StringLiterals;

HeldNotice::HeldNotice(MessageDesk *desk, QWidget *parent) : Banner(BannerKind::Warning, parent), m_desk(desk)
{
    setObjectName(u"heldNotice"_s);
    hide();
    QPushButton *now = addAction(tr("Send now"));
    now->setObjectName(u"sendHeldButton"_s);
    QPushButton *leave = addAction(tr("Leave held"));
    leave->setObjectName(u"leaveHeldButton"_s);
    connect(now, &QPushButton::clicked, this, [this] { send(); });
    connect(leave, &QPushButton::clicked, this, &QWidget::hide);
}

void HeldNotice::ask()
{
    MessageFilter filter;
    filter.states.append(MessageState::Held);
    const auto rows = m_desk->journal().messages(filter);
    if (!rows) {
        emit failed(rows.error());
        return;
    }
    m_held.clear();
    for (const Message &message : *rows) {
        // Only what a program left behind; what was held for another reason says so in its row.
        if (!message.handled && message.error && message.error->kind == ErrorKind::Cancelled)
            m_held.append(message.key);
    }
    if (m_held.isEmpty())
        return;
    if (m_held.size() == 1)
        setText(tr("One file was not sent because the program ended."),
                tr("It waits as Held. Nothing of it has left this computer."));
    else
        setText(tr("%n files were not sent because the program ended.", nullptr, int(m_held.size())),
                tr("They wait as Held. Nothing of them has left this computer."));
    show();
}

QCoro::Task<void> HeldNotice::send()
{
    hide();
    const QList<MessageKey> keys = m_held;
    auto released = co_await m_desk->release(keys);
    if (released)
        m_desk->queue().add(keys);
    else
        emit failed(released.error());
}

} // namespace waybill
