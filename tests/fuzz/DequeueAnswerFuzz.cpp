#include "Answer.h"

#include "app/packages/DequeueAnswer.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array statuses{200, 204, 302, 400, 401, 403, 404, 408, 429, 500, 503};
    const HttpAnswer answer = answerFrom(statuses, data, size);
    using Verdict = DequeueAnswer::Verdict;
    const DequeueAnswer judged = judgeDequeue(outcomeOf(answer));
    // What was handed out has a name under which it can be acknowledged, and whatever is not there says why.
    HOLDS((judged.verdict == Verdict::HandedOut) == judged.message.has_value());
    HOLDS(!judged.message || (!judged.message->correlationId.isEmpty() && answer.status < 300));
    HOLDS(!judged.message || judged.message->json == answer.body);
    HOLDS(judged.verdict == Verdict::HandedOut || judged.verdict == Verdict::Nothing ||
          !judged.error.message.isEmpty());
    // What is kept is an answer still, or nothing.
    const QByteArray kept = withoutSignature(answer.body);
    HOLDS(kept.isEmpty() || QJsonDocument::fromJson(kept).isObject());
    // And nothing of it would have to be blanked still.
    HOLDS(!holdsSignature(kept));
    return 0;
}
