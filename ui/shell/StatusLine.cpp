#include "ui/shell/StatusLine.h"

#include "app/auth/Connections.h"
#include "app/messages/MessageDesk.h"
#include "ui/shell/TimeSwitch.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TonedLabel.h"

#include <QBoxLayout>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

void showText(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

StatusLine::StatusLine(MessageDesk *desk, Connections *connections, std::shared_ptr<const Clock> clock, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_connections(connections), m_clock(std::move(clock)),
      m_connection(new TonedLabel(this)), m_flight(new TonedLabel(this)), m_queue(new TonedLabel(this)),
      m_wait(new ElidedLabel({}, this)), m_log(new QToolButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::margin, 2, metrics::unit, 2);
    layout->setSpacing(metrics::margin + metrics::half);
    for (TonedLabel *label : {m_connection, m_flight, m_queue, static_cast<TonedLabel *>(m_wait)}) {
        label->setFont(fonts::small(font()));
        label->setForegroundRole(QPalette::PlaceholderText);
        layout->addWidget(label);
    }
    m_connection->setObjectName(u"connectionState"_s);
    m_flight->setObjectName(u"followedState"_s);
    m_wait->setObjectName(u"whyWeWait"_s);
    m_connection->setAccessibleName(tr("Connection"));
    m_flight->setAccessibleName(tr("In flight"));
    m_queue->setAccessibleName(tr("Queue progress"));
    m_wait->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->setStretch(layout->indexOf(m_wait), 1);
    layout->addStretch(0);
    m_log->setObjectName(u"httpLogButton"_s);
    m_log->setAccessibleName(tr("HTTP log"));
    m_log->setToolTip(tr("Every exchange with the service (Ctrl+L)"));
    m_log->setFont(fonts::small(font()));
    m_log->setAutoRaise(true);
    layout->addWidget(new TimeSwitch(this));
    layout->addWidget(m_log);

    connect(m_log, &QToolButton::clicked, this, &StatusLine::httpLogWanted);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::refresh);
    connect(connections, &Connections::stateChanged, this, &StatusLine::refresh);
    connect(&desk->queue(), &PushQueue::changed, this, &StatusLine::refresh);
    m_tick.start(500);
    refresh();
}

void StatusLine::setEnvironment(const QString &name)
{
    m_environment = name;
    refresh();
}

void StatusLine::setTrouble(const QString &trouble)
{
    m_trouble = trouble;
    refresh();
}

void StatusLine::refresh()
{
    const QDateTime now = m_clock->utcNow();
    const auto client = m_connections->openClient(m_environment);
    const bool halted = client && client->halted();
    const QString trouble = halted ? client->halted()->message : m_desk->poller().trouble(m_environment);
    const bool signedIn = client && client->tokens().untilUtc() > now;
    m_connection->setTone(!trouble.isEmpty() ? std::optional(StatusRole::Red)
                          : signedIn         ? std::optional(StatusRole::Green)
                                             : std::nullopt);
    showText(m_connection, !trouble.isEmpty() ? tr("✕ Not getting through")
                           : signedIn         ? tr("● Connected")
                                              : tr("○ Not signed in yet"));
    m_connection->setToolTip(signedIn ? tr("Signed in until %1").arg(texts::exactTime(client->tokens().untilUtc()))
                                      : trouble);

    const qsizetype followed = m_desk->poller().followed();
    const QDateTime next = m_desk->poller().nextLookUtc();
    const std::chrono::milliseconds until(next.isValid() ? now.msecsTo(next) : 0);
    const bool throttled = client && client->gate().isClosed();
    showText(m_flight, followed == 0 ? tr("Nothing in flight")
                       : throttled || !trouble.isEmpty()
                           ? tr("Following %1").arg(texts::number(followed)) // why not sooner stands beside it
                       : until < std::chrono::seconds(1)
                           ? tr("Following %1, looking now").arg(texts::number(followed))
                           : tr("Following %1, next look in %2").arg(texts::number(followed), texts::age(until)));

    const qsizetype waiting = m_desk->queue().waiting().size() + m_desk->queue().underWay().size();
    showText(m_queue, waiting == 0   ? QString()
                      : waiting == 1 ? tr("1 file to send")
                                     : tr("%n files to send", nullptr, int(waiting)));

    if (throttled && !halted) {
        const qint64 left = std::max<qint64>(1, (now.msecsTo(client->gate().untilUtc()) + 999) / 1000);
        tellWait(tr("Throttled by the service: next call in %1 s").arg(left), client->gate().reason());
    } else if (halted) {
        tellWait(trouble, {}); // nothing is tried again by itself
    } else {
        const QDateTime next = m_desk->poller().nextLookUtc(m_environment); // the trouble is this environment's own
        const std::chrono::milliseconds again(next.isValid() ? now.msecsTo(next) : 0);
        tellWait(trouble.isEmpty() || again < std::chrono::seconds(1)
                     ? trouble
                     : tr("%1 Next try in %2.").arg(trouble, texts::age(again)),
                 {});
    }
    m_log->setText(tr("HTTP log %1").arg(texts::number(qint64(m_connections->log().count()))));
}

void StatusLine::tellWait(const QString &why, const QString &reason)
{
    // What the program itself cannot do goes before what the service does not.
    const bool own = !m_trouble.isEmpty();
    m_wait->setTone(own ? StatusRole::Red : StatusRole::Amber);
    m_wait->setTexts(own ? m_trouble : why, {}, own ? QString() : reason);
    m_wait->setAccessibleName(tr("Why we wait"));
    m_wait->setAccessibleDescription(m_wait->text());
}

} // namespace waybill
