#include "app/messages/EnqueueAnswer.h"

#include "app/base/Guid.h"
#include "app/http/Redaction.h"
#include "app/http/ServiceWords.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

EnqueueAnswer judgeFailure(const HttpOutcome &outcome)
{
    const Error &error = outcome.error;
    if (outcome.bodyBegan) {
        Error lost = error;
        lost.kind = error.kind == ErrorKind::TimedOut || error.kind == ErrorKind::Cancelled ? error.kind
                                                                                            : ErrorKind::AnswerLost;
        lost.message =
            u"%1 The service may have stored the file all the same: look at Manage messages before you decide."_s.arg(
                error.message);
        return {EnqueueVerdict::Undecided, {}, lost, {}};
    }
    switch (error.kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::AnswerLost:
        return {EnqueueVerdict::NotReached, {}, error, {}};
    case ErrorKind::Throttled:
        return {EnqueueVerdict::Wait, {}, error, {}};
    default:
        return {EnqueueVerdict::Held, {}, error, {}};
    }
}

} // namespace

EnqueueAnswer judgeEnqueue(const HttpOutcome &outcome)
{
    if (!outcome.answer)
        return judgeFailure(outcome);
    const HttpAnswer &answer = *outcome.answer;
    const auto verdict = [&answer](EnqueueVerdict what, ErrorKind kind, const QString &message) {
        return EnqueueAnswer{what,
                             {},
                             Error{kind, message, serviceWords(answer), answer.status, serviceCode(answer)},
                             answer.requestIds};
    };
    if (answer.status >= 200 && answer.status < 300) {
        const auto id = answer.cut ? std::nullopt : guidFromAnswer(answer.body);
        if (id)
            return {EnqueueVerdict::Taken, MessageId(*id), {}, answer.requestIds};
        return verdict(
            EnqueueVerdict::Undecided, ErrorKind::AnswerLost,
            u"The service answered %1 without a message ID that can be read. The file is most likely stored: "
            "look at Manage messages before you decide."_s.arg(answer.status));
    }
    const QString words = serviceWords(answer);
    const QString said = words.isEmpty() ? QString() : u" It says: %1"_s.arg(words.left(300));
    if (answer.status == 401) {
        return verdict(
            EnqueueVerdict::SignIn, ErrorKind::NotSignedIn,
            u"The service did not accept the sign-in (401), so nothing was sent. Check that the application is "
            "listed under Microsoft Entra ID applications in F&O and on the recurring data job.%1"_s.arg(said));
    }
    if (answer.status == 407) {
        return verdict(EnqueueVerdict::NotReached, ErrorKind::Unreachable,
                       u"The proxy on the way asks for a sign-in (407), so the service was not reached. Check the "
                       "proxy settings of this computer."_s);
    }
    if (answer.status == 429)
        return verdict(EnqueueVerdict::Wait, ErrorKind::Throttled, u"The service asks to wait (429)."_s);
    if (answer.status == 408 || answer.status >= 500) {
        return verdict(
            EnqueueVerdict::Undecided, ErrorKind::ServerFault,
            u"The service answered with an error (%1), which does not tell whether it stored the file: look at "
            "Manage messages before you decide.%2"_s.arg(answer.status)
                .arg(said));
    }
    if (answer.status >= 300 && answer.status < 400)
        return verdict(EnqueueVerdict::Held, ErrorKind::NotSignedIn,
                       u"The service sent the call on to another page."_s);
    if (answer.status == 413) {
        return verdict(
            EnqueueVerdict::Rejected, ErrorKind::Refused,
            u"The service refused the file as too large (413). Split it, or send it as a data package.%1"_s.arg(said));
    }
    if (answer.status >= 400) {
        return verdict(EnqueueVerdict::Rejected, ErrorKind::Refused,
                       u"The service refused the file (%1).%2"_s.arg(answer.status).arg(said));
    }
    return verdict(EnqueueVerdict::Undecided, ErrorKind::AnswerLost,
                   u"The service gave an answer that is not understood (%1)."_s.arg(answer.status));
}

} // namespace waybill
