#include "ui/shell/StatusLine.h"

#include "app/auth/Connections.h"
#include "app/messages/MessageDesk.h"
#include "ui/style/Metrics.h"
#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

void colour(QLabel *label, const QColor &ink)
{
    QPalette palette = label->palette();
    if (palette.color(QPalette::WindowText) == ink)
        return;
    palette.setColor(QPalette::WindowText, ink);
    label->setPalette(palette);
}

void showText(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

StatusLine::StatusLine(MessageDesk *desk, Connections *connections, std::shared_ptr<const Clock> clock, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_connections(connections), m_clock(std::move(clock)), m_connection(new QLabel),
      m_flight(new QLabel), m_queue(new QLabel), m_wait(new QLabel), m_log(new QToolButton)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::margin, 2, metrics::unit, 2);
    layout->setSpacing(metrics::margin + metrics::half);
    for (QLabel *label : {m_connection, m_flight, m_queue, m_wait}) {
        label->setFont(fonts::small(font()));
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    m_connection->setAccessibleName(tr("Connection"));
    m_flight->setAccessibleName(tr("In flight"));
    m_queue->setAccessibleName(tr("Queue progress"));
    m_wait->setAccessibleName(tr("Why we wait"));
    m_wait->setMinimumWidth(0);
    m_wait->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->setStretch(layout->indexOf(m_wait), 1);
    layout->addStretch(0);
    m_log->setObjectName(u"httpLogButton"_s);
    m_log->setAccessibleName(tr("HTTP log"));
    m_log->setToolTip(tr("Every exchange with the service (Ctrl+L)"));
    m_log->setFont(fonts::small(font()));
    m_log->setAutoRaise(true);
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
    const auto &colours = paletteOf(this);
    const QDateTime now = m_clock->utcNow();
    const auto client = m_connections->openClient(m_environment);
    const QString trouble = m_trouble.isEmpty() ? m_desk->poller().trouble(m_environment) : m_trouble;
    const bool signedIn = client && client->tokens().untilUtc() > now;
    colour(m_connection, !trouble.isEmpty() ? colours.tone(StatusRole::Red).ink
                         : signedIn         ? colours.tone(StatusRole::Green).ink
                                            : colours.muted);
    showText(m_connection, !trouble.isEmpty() ? tr("✕ No connection")
                           : signedIn         ? tr("● Connected")
                                              : tr("○ Not signed in yet"));
    m_connection->setToolTip(signedIn ? tr("Signed in until %1").arg(texts::exactLocal(client->tokens().untilUtc()))
                                      : trouble);

    const qsizetype followed = m_desk->poller().followed();
    const QDateTime next = m_desk->poller().nextLookUtc();
    const std::chrono::milliseconds until(next.isValid() ? now.msecsTo(next) : 0);
    colour(m_flight, colours.muted);
    showText(m_flight, followed == 0 ? tr("Nothing in flight")
                       : until < std::chrono::seconds(1)
                           ? tr("%1 in flight, looking now").arg(texts::number(followed))
                           : tr("%1 in flight, next look in %2").arg(texts::number(followed), texts::age(until)));

    const qsizetype waiting = m_desk->queue().waiting().size() + m_desk->queue().underWay().size();
    colour(m_queue, colours.muted);
    showText(m_queue, waiting == 0 ? QString() : tr("%n file(s) to send", nullptr, int(waiting)));

    colour(m_wait, colours.tone(StatusRole::Amber).ink);
    QString wait = trouble;
    if (client && client->gate().isClosed()) {
        const qint64 left = std::max<qint64>(1, (now.msecsTo(client->gate().untilUtc()) + 999) / 1000);
        wait = tr("Throttled by the service: waits %1 s").arg(left);
        m_wait->setToolTip(client->gate().reason());
    }
    m_wait->setText(wait);
    if (!client || !client->gate().isClosed())
        m_wait->setToolTip(wait);
    m_log->setText(tr("HTTP log %1").arg(texts::number(qint64(m_connections->log().count()))));
}

} // namespace waybill
