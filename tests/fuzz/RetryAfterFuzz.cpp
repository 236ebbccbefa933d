#include "Input.h"

#include "app/http/RetryAfter.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // Two header lines: Retry-After, and the answer's Date.
    const QByteArray bytes = bytesOf(data, size);
    const qsizetype end = bytes.indexOf('\n');
    const QByteArray date = end < 0 ? QByteArray() : bytes.mid(end + 1);
    static const QDateTime now = QDateTime::fromSecsSinceEpoch(1'795'000'000, Qt::UTC);
    const auto wait = retryAfterWait(bytes.left(end), date, now);
    HOLDS(!wait || (wait->count() >= 0 && *wait <= std::chrono::hours(24)));
    return 0;
}
