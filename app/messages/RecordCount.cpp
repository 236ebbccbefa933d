#include "app/messages/RecordCount.h"

#include "app/files/RecordReader.h"

namespace waybill {

std::optional<qint64> recordsIn(const QString &path, std::stop_token stop)
{
    const auto reader = openRecords(path, stop);
    if (!reader)
        return std::nullopt;
    Record record;
    for (qint64 count = 0;;) {
        const auto more = (*reader)->next(record);
        if (!more)
            return std::nullopt;
        if (!*more)
            return count;
        ++count;
    }
}

} // namespace waybill
