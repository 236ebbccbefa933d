#include "Input.h"

#include "app/messages/JobStatus.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto status = jobStatusFrom(bytesOf(data, size));
    if (!status)
        return 0;
    // No id that only looks like one, and no more words than the answer had.
    HOLDS(status->executionId == status->executionId.trimmed());
    HOLDS(QString(status->executionId).remove(u'-').remove(u'0').isEmpty() == status->executionId.isEmpty());
    HOLDS(status->log.size() <= qsizetype(size));
    for (const EntityResult &entity : status->entities)
        HOLDS(!entity.name.isEmpty() || !entity.stagingStatus.isEmpty() || !entity.targetStatus.isEmpty());
    return 0;
}
