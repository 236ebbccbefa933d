#include "ui/packages/DownloadHistoryPane.h"

#include "ui/packages/DownloadPill.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/KeyValueList.h"
#include "ui/widgets/RowTable.h"
#include "ui/widgets/Texts.h"

#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

void DownloadEventModel::setEvents(const QList<DownloadEvent> &events, const QDateTime &now)
{
    beginResetModel();
    m_now = now;
    m_events = events;
    std::ranges::reverse(m_events);
    endResetModel();
}

int DownloadEventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int DownloadEventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DownloadEventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const DownloadEvent &event = m_events[index.row()];
    if (role == Qt::ToolTipRole)
        return index.column() == TimeColumn ? texts::timeTooltip(event.atUtc) : texts::plainTooltip(event.text);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return texts::clockTime(event.atUtc, m_now);
    case StateColumn: {
        Download then;
        then.state = event.state;
        return downloadPill(then).text;
    }
    case TextColumn:
        return texts::oneLine(event.text);
    default:
        return {};
    }
}

QVariant DownloadEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case StateColumn:
        return tr("State");
    case TextColumn:
        return tr("What happened");
    default:
        return {};
    }
}

DownloadHistoryPane::DownloadHistoryPane(QWidget *parent)
    : PagePane(tr("History"), u"downloadHistoryPane"_s, parent), m_facts(new KeyValueList(this)),
      m_events(new DownloadEventModel(this))
{
    auto *table = new RowTable(RowSize::Compact, this);
    table->setObjectName(u"downloadEventsTable"_s);
    table->setAccessibleName(tr("Events"));
    table->setModel(m_events);
    for (const int column : {DownloadEventModel::TimeColumn, DownloadEventModel::StateColumn})
        table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setMinimumHeight(120);
    m_followed = new QLabel(tr("What followed the fetch"), this);
    m_followed->setForegroundRole(QPalette::PlaceholderText);
    m_followed->hide();
    m_output = new QPlainTextEdit(this);
    m_followed->setBuddy(m_output);
    m_output->setObjectName(u"followUpOutput"_s);
    m_output->setAccessibleName(tr("What followed the fetch"));
    m_output->setToolTip(tr("What was done with the package after it was acknowledged, and what programs wrote"));
    m_output->setReadOnly(true);
    m_output->setTabChangesFocus(true);
    m_output->setFont(fonts::fixed(font()));
    m_output->setMinimumHeight(90);
    m_output->hide();
    auto *followed = new QVBoxLayout;
    followed->setSpacing(metrics::half);
    followed->addWidget(m_followed);
    followed->addWidget(m_output);
    column()->addLayout(followed); // where it is, it is what one comes for
    column()->addWidget(m_facts);
    column()->addWidget(table, 1);
}

namespace {
QString followUpText(const QList<FollowUpOutcome> &followUps)
{
    QStringList texts;
    for (const FollowUpOutcome &outcome : followUps) {
        QString text = u"%1 %2"_s.arg(outcome.worked ? u"✓"_s : u"✕"_s, outcome.what + u": "_s + outcome.detail);
        if (!outcome.output.trimmed().isEmpty())
            text += u'\n' + outcome.output.trimmed();
        texts << text;
    }
    return texts.join(u'\n');
}
} // namespace

void DownloadHistoryPane::show(const Download &download, const QString &path, const QList<DownloadEvent> &events,
                               const QList<FollowUpOutcome> &followUps, const QDateTime &now)
{
    const auto time = [](const QDateTime &at) { return texts::exactTime(at); };
    QList<KeyValue> facts{
        {tr("Correlation ID"), texts::shortId(download.correlationId), download.correlationId, download.correlationId},
        {tr("Execution ID"), texts::shortId(download.executionId.text()), download.executionId.text(),
         download.executionId.text()},
        {tr("Handed out"), time(download.dequeuedUtc), {}, texts::timeTooltip(download.dequeuedUtc)},
        {tr("Stored"), time(download.storedUtc), {}, texts::timeTooltip(download.storedUtc)},
        {tr("Acknowledged"), time(download.ackedUtc), {}, texts::timeTooltip(download.ackedUtc)},
        {tr("Attempts to ack"), download.attempts > 0 ? texts::number(download.attempts) : QString()},
        {tr("Handed out again"),
         download.redelivered ? tr("Yes: the service did not know that it was here") : QString()},
        {tr("SHA-256"), texts::shortId(download.sha256), download.sha256, download.sha256},
        {tr("File removed"), time(download.fileRemovedUtc), {}, texts::timeTooltip(download.fileRemovedUtc)},
        {tr("File"), path.isEmpty() ? QString() : QDir::toNativeSeparators(path)}};
    m_facts->setRows(facts);
    m_events->setEvents(events, now);
    for (QWidget *widget : {static_cast<QWidget *>(m_followed), static_cast<QWidget *>(m_output)})
        widget->setVisible(!followUps.isEmpty());
    const QString text = followUpText(followUps);
    if (m_output->toPlainText() != text)
        m_output->setPlainText(text);
}

} // namespace waybill
