#include "ui/widgets/MessagePill.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MessagePill", text);
}

Pill inFlightPill(const Message &message)
{
    if (message.status.isEmpty())
        return {tr("Sent"), Icon::Clock, StatusRole::Quiet, false};
    const bool waits = message.status.compare(QLatin1StringView("Enqueued"), Qt::CaseInsensitive) == 0;
    return {message.status, waits ? Icon::Clock : Icon::Spinner, waits ? StatusRole::Quiet : StatusRole::Running,
            false};
}

} // namespace

Pill messagePill(const Message &message, std::optional<double> uploaded)
{
    switch (message.state) {
    case MessageState::Queued:
        return {tr("Waiting here"), Icon::Clock, StatusRole::Quiet, false};
    case MessageState::Held:
        return {tr("Held: not sent"), Icon::Held, StatusRole::Amber, false};
    case MessageState::Sending:
        return {uploaded ? tr("Uploading %1 %").arg(qBound(0, int(*uploaded * 100), 100)) : tr("Uploading"),
                Icon::Upload, StatusRole::Running, false};
    case MessageState::Unconfirmed:
        return {tr("Sent, no answer"), Icon::QuestionCircle, StatusRole::Violet, true};
    case MessageState::Rejected:
        return {tr("Refused by the service"), Icon::CrossCircle, StatusRole::Red, false};
    case MessageState::Cancelled:
        return {tr("Cancelled before sending"), Icon::Cancel, StatusRole::Quiet, false};
    case MessageState::InFlight:
        return inFlightPill(message);
    case MessageState::Succeeded: {
        const QString word = message.status.isEmpty() ? tr("Processed") : message.status;
        if (!message.arrivedPartly())
            return {word, Icon::Check, StatusRole::Green, false};
        return {tr("%1, %2 of %3 arrived")
                    .arg(word, texts::number(*message.targetRecords), texts::number(*message.stagingRecords)),
                Icon::Warning, StatusRole::Amber, false};
    }
    case MessageState::Failed: {
        const QString word = message.status.isEmpty() ? tr("Failed") : message.status;
        if (isPartialFailure(message.status))
            return {word, Icon::Warning, StatusRole::Amber, false};
        return {word, Icon::CrossCircle, StatusRole::Red, false};
    }
    case MessageState::GivenUp:
        return {tr("No verdict in 7 days"), Icon::QuestionCircle, StatusRole::Violet, true};
    }
    return {};
}

QString stateMeaning(const Message &message)
{
    switch (message.state) {
    case MessageState::Queued:
        return tr("The file waits here for its turn. Nothing has left this computer.");
    case MessageState::Held:
        return tr("The file was not sent and is not sent by itself. Send it or let it be.");
    case MessageState::Sending:
        return tr("The file's bytes are on their way to the service.");
    case MessageState::Unconfirmed:
        return tr("The file left this computer, but no answer came back. Nobody here knows whether the service has it; "
                  "it is never sent again unless you decide so.");
    case MessageState::Rejected:
        return tr("The service refused the file; it stored nothing.");
    case MessageState::Cancelled:
        return tr("You cancelled the file before anything of it was sent.");
    case MessageState::InFlight:
        return tr("The service has the file and works on it. Its status is asked again by itself.");
    case MessageState::Succeeded:
        return message.arrivedPartly()
                   ? tr("The service finished, but fewer records reached the target than staging held.")
                   : tr("The service finished without errors.");
    case MessageState::Failed:
        return isPartialFailure(message.status) ? tr("The service finished; some records failed.")
                                                : tr("The service could not import the file.");
    case MessageState::GivenUp:
        return tr("The service gave no verdict in seven days. It is still asked once a day; any answer undoes this.");
    }
    return {};
}

} // namespace waybill
