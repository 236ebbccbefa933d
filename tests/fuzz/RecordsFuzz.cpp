#include "Input.h"

#include "app/files/PayloadFormat.h"
#include "app/files/RecordReader.h"

#include <algorithm>
#include <optional>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString path = fileOf(bytesOf(data, size));
    detectFormat(path);
    auto reader = openRecords(path);
    if (!reader)
        return 0;
    RecordReader &records = **reader;
    std::optional<Record> middle;
    Record record;
    RecordPlace last;
    for (auto more = records.next(record); more && *more; more = records.next(record)) {
        HOLDS(record.place.number == last.number + 1 && record.place.line >= last.line);
        HOLDS(record.place.offset >= last.offset + last.length && record.place.length > 0);
        HOLDS(record.place.offset + record.place.length <= qint64(size));
        last = record.place;
        if (record.place.number == 2)
            middle = record;
    }
    HOLDS(records.headerEnd() <= qint64(size) && records.footerBegin() <= qint64(size));
    if (!middle)
        return 0;
    // A place leads back to its record, whatever was read in between.
    HOLDS(records.seek(middle->place).has_value());
    const auto again = records.next(record);
    HOLDS(again && *again && record.place == middle->place);
    // Names of columns met meanwhile may have added empty ones at the end.
    const qsizetype shared = std::min(record.values.size(), middle->values.size());
    HOLDS(record.values.first(shared) == middle->values.first(shared));
    HOLDS(record.values.mid(shared).join(QString()).isEmpty() && middle->values.mid(shared).join(QString()).isEmpty());
    return 0;
}
