#include "app/odata/ServiceAnswer.h"

#include "app/http/ServiceWords.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
AnswerTrouble refusal(const HttpAnswer &answer)
{
    const QString words = serviceWords(answer);
    Error error{ErrorKind::Refused, {}, {}, answer.status, serviceCode(answer)};
    bool mayHelp = false;
    switch (answer.status) {
    case 400:
        error.kind = answer.looksLikeHtml() ? ErrorKind::Refused : ErrorKind::BadInput;
        error.message = u"The service does not take the query (400): %1"_s.arg(words);
        break;
    case 401:
        error.kind = ErrorKind::NotSignedIn;
        error.message = u"The service does not accept the token (401). Check that the application is listed in the "
                        u"environment, and mapped to a user there. %1"_s.arg(words);
        break;
    case 403:
        error.message = u"The service does not let this user read that (403): %1"_s.arg(words);
        break;
    case 404:
        error.kind = answer.looksLikeHtml() ? ErrorKind::Refused : ErrorKind::NotFound;
        error.message =
            u"The service does not know that (404). Names of entity sets are case-sensitive. %1"_s.arg(words);
        break;
    case 429:
        error.kind = ErrorKind::Throttled;
        error.message = u"The service is throttling (429): %1"_s.arg(words);
        break;
    default:
        if (answer.status >= 500) {
            error.kind = ErrorKind::ServerFault;
            mayHelp = answer.status != 501 && answer.status != 503; // 503 was waited for at the gate
        }
        mayHelp = mayHelp || answer.status == 408;
        error.message = u"The service answered with an error (%1): %2"_s.arg(QString::number(answer.status), words);
        break;
    }
    error.message = error.message.trimmed();
    return {error, mayHelp};
}
} // namespace

tl::expected<HttpAnswer, AnswerTrouble> judgedAnswer(const HttpOutcome &outcome, bool isFirst)
{
    if (!outcome.answer) {
        const ErrorKind kind = outcome.error.kind;
        const bool mayHelp = kind == ErrorKind::AnswerLost || kind == ErrorKind::TimedOut ||
                             (kind == ErrorKind::Unreachable && !isFirst);
        return tl::unexpected(AnswerTrouble{outcome.error, mayHelp});
    }
    const HttpAnswer &answer = *outcome.answer;
    if (answer.cut) {
        return tl::unexpected(AnswerTrouble{{ErrorKind::Refused,
                                             u"One answer of the service is longer than %1 MB, and was not read to its "
                                             u"end. Choose fewer fields or rows "
                                             u"with $select or $top."_s.arg(answer.body.size() >> 20),
                                             {},
                                             answer.status,
                                             {}},
                                            false});
    }
    if (answer.status < 200 || answer.status > 299)
        return tl::unexpected(refusal(answer));
    return answer;
}

} // namespace waybill
