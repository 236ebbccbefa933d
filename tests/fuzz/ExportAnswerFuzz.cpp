#include "Answer.h"

#include "app/packages/ExportAnswer.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array statuses{200, 201, 302, 400, 401, 403, 404, 408, 429, 500, 503};
    const HttpAnswer answer = answerFrom(statuses, data, size);
    const ExportAnswer judged = judgeExport(outcomeOf(answer));
    const bool runs = judged.verdict == ExportAnswer::Verdict::Running;
    HOLDS(runs == !judged.id.isEmpty());
    HOLDS(!runs || answer.status < 300);
    HOLDS(runs || !judged.error.message.isEmpty());
    // One line, of which a row of a list can be made.
    constexpr qsizetype roomForThree = 1200;
    const QString line = firstErrorMessages(QString::fromUtf8(answer.body));
    HOLDS(line.size() <= roomForThree);
    return 0;
}
