#include "Input.h"

#include "app/journal/FailureParts.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    // A piece as a damaged journal holds it. Larger claims cost only time: 256 MB each.
    if (size < 4 || data[0] == 0) {
        QList<RecordError> damaged;
        unpackErrors(bytes, damaged);
        unpackBytes(bytes);
    }
    QList<RecordError> errors;
    if (!unpackErrors(qCompress(bytes), errors))
        return 0;
    // What was read can be kept, and read again as the same.
    Failure failure;
    failure.errors = errors;
    QList<RecordError> again;
    for (const FailurePart &part : packFailure(failure).parts)
        HOLDS(unpackErrors(part.packed, again));
    HOLDS(again == errors);
    return 0;
}
