#include "Answer.h"

#include "app/messages/EnqueueAnswer.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array statuses{200, 201, 302, 400, 401, 404, 408, 413, 429, 500, 503};
    const HttpAnswer answer = answerFrom(statuses, data, size);
    const EnqueueAnswer judged = judgeEnqueue(outcomeOf(answer));
    // Only a success with an id is taken, and whatever is not taken says why.
    HOLDS((judged.verdict == EnqueueVerdict::Taken) == !judged.id.isEmpty());
    HOLDS(judged.verdict != EnqueueVerdict::Taken || answer.status < 300);
    HOLDS(judged.verdict == EnqueueVerdict::Taken || !judged.error.message.isEmpty());
    return 0;
}
