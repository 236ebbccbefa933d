#include "ui/messages/Lifecycle.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// So many have room for their words in the pane; those that lie ahead among them.
constexpr qsizetype mostStages = 5;

QString tr(const char *text)
{
    return QCoreApplication::translate("Lifecycle", text);
}

struct Step {
    Event event;
    MessageState state = MessageState::Queued;
    bool stateful = false; ///< tells a state or a status; notes of operators do not
};

Step stepOf(const Event &event)
{
    if (event.source == EventSource::Service)
        return {event, stateOfStatus(event.what), true};
    if (const auto state = messageStateFrom(event.what))
        return {event, *state, true};
    return {event, MessageState::Queued, false};
}

QString nameOf(const Step &step)
{
    switch (step.state) {
    case MessageState::Queued:
        return tr("Queued");
    case MessageState::Held:
        return tr("Held");
    case MessageState::Sending:
        return tr("Uploaded");
    case MessageState::Unconfirmed:
        return tr("No answer");
    case MessageState::Rejected:
        return tr("Refused");
    case MessageState::Cancelled:
        return tr("Cancelled");
    case MessageState::GivenUp:
        return tr("No verdict");
    case MessageState::InFlight:
        return step.event.source == EventSource::Service ? step.event.what : tr("Enqueued");
    case MessageState::Succeeded:
        return step.event.source == EventSource::Service ? step.event.what : tr("Processed");
    case MessageState::Failed:
        return isPartialFailure(step.event.what) ? tr("Errors") : tr("Failed");
    }
    return step.event.what;
}

StageState endOf(const Message &message, const Step &step)
{
    switch (step.state) {
    case MessageState::Held:
        return StageState::Warned;
    case MessageState::Unconfirmed:
    case MessageState::GivenUp:
        return StageState::Undecided;
    case MessageState::Rejected:
        return StageState::Broken;
    case MessageState::Failed:
        return isPartialFailure(step.event.what) ? StageState::Warned : StageState::Broken;
    case MessageState::Cancelled:
        return StageState::Stopped;
    case MessageState::Succeeded:
        return message.arrivedPartly() ? StageState::Warned : StageState::Done;
    case MessageState::Queued:
    case MessageState::Sending:
    case MessageState::InFlight:
        return StageState::Running;
    }
    return StageState::Running;
}

QString tooltipOf(const Step &step)
{
    QStringList lines{step.event.what, texts::timeTooltip(step.event.atUtc)};
    if (!step.event.detail.isEmpty())
        lines << step.event.detail;
    return lines.join(u'\n');
}

void addAhead(QList<Stage> &stages, const Message &message)
{
    if (message.final() || message.state == MessageState::Unconfirmed || message.state == MessageState::GivenUp)
        return;
    const auto add = [&stages](const QString &name) { stages << Stage{name, {}, {}, StageState::Ahead}; };
    if (message.state != MessageState::InFlight) {
        if (message.state != MessageState::Sending)
            add(tr("Uploaded"));
        add(tr("Enqueued"));
    }
    if (message.status.compare("Processing"_L1, Qt::CaseInsensitive) != 0)
        add(tr("Processing"));
    add(tr("Processed"));
}

void addStep(QList<Step> &steps, const Event &event)
{
    const Step step = stepOf(event);
    // Enqueued is told twice, by us when the id came and by the service: one stage.
    const bool again = !steps.isEmpty() && nameOf(steps.last()).compare(nameOf(step), Qt::CaseInsensitive) == 0;
    if (step.stateful && !again)
        steps << step;
}

/// The present stage as the row itself tells it, where none of the events that were read does.
Step nowOf(const Message &message)
{
    const bool service = !message.status.isEmpty();
    const Event event{message.changedUtc,
                      service ? EventSource::Service : EventSource::Local,
                      service ? message.status : word(message.state),
                      {}};
    return {event, message.state, true};
}

} // namespace

QList<Stage> stagesOf(const Message &message, const EventDigest &events, const QDateTime &now)
{
    QList<Step> steps;
    if (events.first)
        addStep(steps, *events.first);
    const qsizetype beginning = steps.size();
    for (const Event &event : events.newest)
        addStep(steps, event);
    if (events.first && steps.size() == beginning)
        steps << nowOf(message);
    QList<Stage> stages;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const Step &step = steps[i];
        const bool last = i + 1 == steps.size();
        const QDateTime until = last ? now : steps[i + 1].event.atUtc;
        Stage stage{nameOf(step), {}, tooltipOf(step), last ? endOf(message, step) : StageState::Done};
        const bool ended = last && stage.state != StageState::Running;
        if (i == 0 || ended)
            stage.time = texts::clockTime(step.event.atUtc, now);
        else
            stage.time = texts::duration(std::chrono::milliseconds(step.event.atUtc.msecsTo(until)));
        stages << stage;
    }
    QList<Stage> ahead;
    addAhead(ahead, message);
    const bool tooLong = stages.size() + ahead.size() > mostStages && stages.size() > 3;
    if (tooLong || events.first) {
        // A long story keeps its beginning and its end; History tells all of it.
        const qsizetype left =
            tooLong ? qMin(stages.size() + ahead.size() - mostStages + 1, stages.size() - 2) : 0;
        stages.remove(1, left);
        const QString more =
            events.first ? tr("many more") : QCoreApplication::translate("Lifecycle", "%n more", nullptr, int(left));
        stages.insert(1, {u"…"_s, more, tr("See History"), StageState::Done});
    }
    return stages + ahead;
}

} // namespace waybill
