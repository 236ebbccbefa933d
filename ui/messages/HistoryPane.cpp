#include "ui/messages/HistoryPane.h"

#include "ui/messages/EventModel.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/Texts.h"

#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

namespace waybill {

using namespace Qt::StringLiterals;

HistoryPane::HistoryPane(QWidget *parent)
    : PagePane(tr("History"), u"historyPane"_s, parent), m_events(new EventModel(this)), m_attempt(new QLabel(this)),
      m_handled(new QLabel(this)), m_shown(new QLabel(this))
{
    m_attempt->setTextFormat(Qt::RichText);
    m_attempt->setWordWrap(true);
    m_handled->setTextFormat(Qt::PlainText);
    m_handled->setWordWrap(true);
    auto *table = new RowTable(RowSize::Compact, this);
    table->setObjectName(u"eventsTable"_s);
    table->setAccessibleName(tr("Events"));
    table->setModel(m_events);
    table->setColumnWidth(EventModel::TimeColumn, 150);
    table->setColumnWidth(EventModel::SourceColumn, 76);
    table->setColumnWidth(EventModel::WhatColumn, 140);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(120);
    column()->addWidget(m_attempt);
    m_shown->setObjectName(u"shownEvents"_s);
    m_shown->setTextFormat(Qt::PlainText);
    m_shown->setWordWrap(true);
    m_shown->setForegroundRole(QPalette::PlaceholderText);
    column()->addWidget(m_handled);
    column()->addWidget(m_shown);
    column()->addWidget(table, 1);
    connect(m_attempt, &QLabel::linkActivated, this,
            [this](const QString &link) { emit messageWanted(MessageKey(link.toLongLong())); });
}

void HistoryPane::show(const Message &message, const EventDigest &events)
{
    m_events->setEvents(events.newest);
    m_shown->setVisible(!events.isAll());
    const QString newest = texts::number(events.newest.size());
    m_shown->setText(events.total > EventDigest::mostCounted
                         ? tr("Showing the newest %1 of more than %2; waybill-cli --json message %3 lists all.")
                               .arg(newest, texts::number(EventDigest::mostCounted))
                               .arg(number(message.key))
                         : tr("Showing the newest %1 of %2; waybill-cli --json message %3 lists all.")
                               .arg(newest, texts::number(events.total))
                               .arg(number(message.key)));
    m_attempt->setVisible(message.attemptOf.has_value());
    if (message.attemptOf) {
        const QString key = QString::number(number(*message.attemptOf));
        m_attempt->setText(tr("Another attempt of <a href=\"%1\">message %1</a>").arg(key));
    }
    m_handled->setVisible(message.handled.has_value());
    if (message.handled) {
        const QString when = texts::exactTime(message.handled->atUtc);
        m_handled->setText(
            message.handled->note.isEmpty()
                ? tr("Marked handled by %1 at %2").arg(message.handled->by, when)
                : tr("Marked handled by %1 at %2: %3").arg(message.handled->by, when, message.handled->note));
    }
}

} // namespace waybill
