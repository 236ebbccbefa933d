#include "ui/packages/DownloadStages.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// So many have room for their words in the pane.
constexpr qsizetype mostStages = 5;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("DownloadStages", text, nullptr, n);
}

QString nameOf(DownloadState state)
{
    switch (state) {
    case DownloadState::Announced:
        return tr("Taken");
    case DownloadState::Downloading:
        return tr("Fetched");
    case DownloadState::Stored:
        return tr("Stored");
    case DownloadState::AckPending:
        return tr("Ack pending");
    case DownloadState::Acknowledged:
        return tr("Acked");
    case DownloadState::Leased:
        return tr("No answer");
    case DownloadState::Damaged:
        return tr("Damaged");
    case DownloadState::Missing:
        return tr("Nothing there");
    case DownloadState::Refused:
        return tr("Refused");
    case DownloadState::Exporting:
        return tr("Exported");
    case DownloadState::Unconfirmed:
        return tr("No answer");
    case DownloadState::ExportFailed:
        return tr("Failed");
    }
    return {};
}

StageState endOf(const Download &download)
{
    switch (download.state) {
    case DownloadState::Announced:
        return download.error ? StageState::Warned : StageState::Running;
    case DownloadState::Stored:
        return download.kind == DownloadKind::Exported ? StageState::Done : StageState::Stopped;
    case DownloadState::AckPending:
        return StageState::Warned;
    case DownloadState::Acknowledged:
        return StageState::Done;
    case DownloadState::Leased:
    case DownloadState::Unconfirmed:
        return StageState::Undecided;
    case DownloadState::Damaged:
    case DownloadState::Missing:
    case DownloadState::Refused:
    case DownloadState::ExportFailed:
        return StageState::Broken;
    case DownloadState::Downloading:
    case DownloadState::Exporting:
        return StageState::Running;
    }
    return StageState::Running;
}

void addAhead(QList<Stage> &stages, const Download &download)
{
    const auto add = [&stages](const QString &name) { stages << Stage{name, {}, {}, StageState::Ahead}; };
    switch (download.state) {
    case DownloadState::Exporting:
    case DownloadState::Announced:
        add(tr("Fetched"));
        [[fallthrough]];
    case DownloadState::Downloading:
        add(tr("Stored"));
        if (download.kind == DownloadKind::Exported)
            return;
        [[fallthrough]];
    case DownloadState::Stored:
    case DownloadState::AckPending:
        if (download.kind == DownloadKind::Dequeued)
            add(tr("Acked"));
        return;
    default:
        return;
    }
}

} // namespace

QList<Stage> stagesOf(const Download &download, const QList<DownloadEvent> &events, const QDateTime &now)
{
    QList<DownloadEvent> steps;
    for (const DownloadEvent &event : events) {
        if (steps.isEmpty() || steps.last().state != event.state)
            steps << event;
    }
    QList<Stage> stages;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const DownloadEvent &step = steps[i];
        const bool last = i + 1 == steps.size();
        Stage stage{nameOf(step.state), {}, {}, last ? endOf(download) : StageState::Done};
        QStringList lines{word(step.state), texts::timeTooltip(step.atUtc)};
        if (!step.text.isEmpty())
            lines << step.text;
        stage.tooltip = lines.join(u'\n');
        const bool ended = last && stage.state != StageState::Running;
        const QDateTime until = last ? now : steps[i + 1].atUtc;
        stage.time = i == 0 || ended ? texts::clockTime(step.atUtc, now)
                                     : texts::duration(std::chrono::milliseconds(step.atUtc.msecsTo(until)));
        stages << stage;
    }
    QList<Stage> ahead;
    addAhead(ahead, download);
    if (stages.size() + ahead.size() > mostStages && stages.size() > 3) {
        // A long story keeps its beginning and its end; History tells all of it.
        const qsizetype left = qMin(stages.size() + ahead.size() - mostStages + 1, stages.size() - 2);
        stages.remove(1, left);
        stages.insert(1, {u"…"_s, tr("%n more", int(left)), tr("See History"), StageState::Done});
    }
    return stages + ahead;
}

} // namespace waybill
