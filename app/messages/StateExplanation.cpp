#include "app/messages/StateExplanation.h"

#include "app/base/Counted.h"
#include "app/messages/LearntTimes.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString reasonOf(const Message &message)
{
    return message.error ? message.error->message : QString();
}

} // namespace

void explainState(const Message &message, Failure &into)
{
    switch (message.state) {
    case MessageState::Queued:
        into.explanation = u"It waits here and has not been sent yet."_s;
        into.nextSteps = {u"Let the queue go on, or cancel it."_s};
        break;
    case MessageState::Held:
        into.explanation = u"It was not sent. %1"_s.arg(reasonOf(message));
        into.nextSteps = {u"Mend what is named, then send it; or cancel it."_s};
        break;
    case MessageState::Sending:
        into.explanation = u"Its bytes are on their way to the service."_s;
        break;
    case MessageState::Unconfirmed:
        into.explanation =
            u"It was sent, but no answer came back: whether the service stored it is not known. %1"_s.arg(
                reasonOf(message));
        into.nextSteps = {
            u"Open Manage messages of the recurring data job in F&O and look for the file's name and time."_s,
            u"If it stands there, decide that it arrived and give its message ID."_s,
            u"If it does not, decide that it did not arrive; it is then sent again."_s};
        break;
    case MessageState::Rejected:
        into.explanation = u"The service refused it. %1"_s.arg(reasonOf(message));
        into.nextSteps = {u"Check the recurring data job's ID, the entity and the legal entity."_s,
                          u"Mend what is named, then push it again."_s};
        break;
    case MessageState::Cancelled:
        into.explanation = u"It was cancelled before it was sent."_s;
        break;
    case MessageState::InFlight:
        if (waitsForBatch(message.status)) {
            into.explanation = u"The service holds it and waits for the job's next recurrence to pick it up."_s;
            into.nextSteps = {u"If it stays so for longer than the job's recurrence, check that the job is enabled and "
                              "its batch job runs."_s};
        } else {
            into.explanation = u"The service is working on it: %1."_s.arg(message.status);
            into.nextSteps = {u"If it takes much longer than files of this job usually do, open it in F&O and look at "
                              "the job's batch: it may wait for others, or have ended without a word."_s};
        }
        break;
    case MessageState::Succeeded:
        if (message.arrivedPartly()) {
            into.explanation = u"It was processed, but only %1 of %2 records of staging reached the target."_s
                                   .arg(*message.targetRecords)
                                   .arg(*message.stagingRecords);
            into.nextSteps = {
                u"Check in F&O which records are missing: records of another legal entity, or records that are "
                "there already, are skipped without an error."_s};
        } else if (message.targetRecords == 0 && message.stagingRecords == 0) {
            into.explanation = u"It was processed, but nothing arrived: the service found no record in the file."_s;
            into.nextSteps = {
                u"Check that the file holds data rows and that its columns or elements are named as the entity's fields."_s};
        } else {
            into.explanation =
                message.targetRecords
                    ? u"It was processed: %1 reached the target."_s.arg(counted(*message.targetRecords, u"record"_s))
                    : u"It was processed."_s;
        }
        break;
    case MessageState::Failed:
        into.explanation = u"The service ended it as %1."_s.arg(message.status);
        break;
    case MessageState::GivenUp:
        into.explanation = u"The service gave no verdict in seven days. The last word was %1."_s.arg(
            message.status.isEmpty() ? u"none"_s : message.status);
        into.nextSteps = {u"Look at the job in F&O: after seven days the service deletes the file of a message."_s};
        break;
    }
}

void explainEmptyErrors(const Message &message, Failure &into)
{
    into.explanation = u"The service ended it as %1 but lists no record that failed."_s.arg(message.status);
    into.nextSteps = {
        u"Most likely the file never reached staging: check its encoding, that its columns are the entity's field names, and that it is well-formed."_s,
        u"The fault may lie after staging: open the execution's page in F&O and read its execution log."_s,
        u"If the message is old, staging may have been cleaned up: push the file again to see its errors."_s};
}

void explainNoExecution(const Message &message, Failure &into)
{
    into.explanation =
        u"The service ended it as %1 without ever making an execution for it, so there is no error list."_s.arg(
            message.status);
    into.nextSteps = {
        u"Check that the file has the format the data project expects (CSV, XML, package) and is well-formed."_s,
        u"Check that the entity's label is the one in the data project."_s, u"Then push the mended file."_s};
}

} // namespace waybill
