#include "ui/shell/HeldNotice.h"

#include "app/journal/JournalReader.h"

#include <QPushButton>

#include <QPointer>

namespace waybill {
using namespace Qt::StringLiterals;

HeldNotice::HeldNotice(MessageDesk *desk, const EnvironmentStore *environments, std::shared_ptr<ProductionGuard> guard,
                       QWidget *parent)
    : Banner(BannerKind::Warning, parent), m_desk(desk), m_environments(environments), m_guard(std::move(guard))
{
    setObjectName(u"heldNotice"_s);
    hide();
    QPushButton *now = addAction(tr("Send now"));
    now->setObjectName(u"sendHeldButton"_s);
    now->setToolTip(tr("Sends them, each to its own environment"));
    QPushButton *leave = addAction(tr("Leave held"));
    leave->setObjectName(u"leaveHeldButton"_s);
    leave->setToolTip(tr("Sends nothing; they can be sent later from the Push page"));
    connect(now, &QPushButton::clicked, this, [this] { sendAll(); });
    connect(leave, &QPushButton::clicked, this, &QWidget::hide);
}

void HeldNotice::ask()
{
    MessageFilter filter;
    filter.states.append(MessageState::Held);
    m_desk->journal().ask(
        this, [filter](JournalReader &reader) { return reader.messages(filter); },
        [this](const Result<QList<Message>> &rows) { take(rows); });
}

void HeldNotice::take(const Result<QList<Message>> &rows)
{
    if (!rows) {
        emit failed(rows.error());
        return;
    }
    m_held.clear();
    for (const Message &message : *rows) {
        // Only what a program left behind; what was held for another reason says so in its row.
        if (!message.handled && message.error && message.error->kind == ErrorKind::Cancelled)
            m_held[message.environment].append(message.key);
    }
    if (m_held.isEmpty())
        return;
    int files = 0;
    for (const QList<MessageKey> &keys : std::as_const(m_held))
        files += int(keys.size());
    if (files == 1)
        setText(tr("One file was not sent because the program ended."),
                tr("It waits as Held. Nothing of it has left this computer."));
    else
        setText(tr("%n files were not sent because the program ended.", nullptr, files),
                tr("They wait as Held. Nothing of them has left this computer."));
    show();
}

void HeldNotice::sendAll()
{
    hide();
    QList<MessageKey> free;
    for (auto [name, keys] : m_held.asKeyValueRange()) {
        const Environment *environment = m_environments->find(name);
        if (environment && environment->readOnly) {
            setText(readOnlyReason(name), tr("Its files stay held."));
            show();
        } else if (environment && environment->kind == EnvironmentKind::Production &&
                   m_guard->wantsName(name, keys.size())) {
            const QString asked =
                keys.size() == 1
                    ? tr("Send one held file to the production environment %1?").arg(name)
                    : tr("Send %n held files to the production environment %1?", nullptr, int(keys.size())).arg(name);
            m_guard->ask({name, tr("Push to production"), asked, {}, tr("Push to production")}, window(),
                         [this, keys = keys] { send(keys); });
        } else {
            free += keys;
        }
    }
    if (!free.isEmpty())
        send(free);
}

QCoro::Task<void> HeldNotice::send(QList<MessageKey> keys)
{
    const QPointer<HeldNotice> self = this;
    MessageDesk *const desk = m_desk; // outlives the window, which may be closed meanwhile
    const auto released = co_await desk->release(keys);
    if (released)
        desk->queue().add(keys);
    else if (self)
        emit failed(released.error());
}

} // namespace waybill
