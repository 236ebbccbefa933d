#include "Input.h"

#include "app/files/FailingRows.h"
#include "app/files/RecordJoin.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // The first line holds the service's record ids, the rest is the file.
    const QByteArray bytes = bytesOf(data, size);
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0)
        return 0;
    const QStringList ids = QString::fromUtf8(bytes.left(end)).split(u'\t');
    const QByteArray content = bytes.mid(end + 1);
    const QString path = fileOf(content);
    const auto join = joinRecords(path, ids);
    if (!join)
        return 0;
    HOLDS(qsizetype(join->places.size()) == ids.size());
    std::vector<qint64> numbers;
    for (const auto &place : join->places) {
        if (!place)
            continue;
        HOLDS(place->number >= 1 && place->number <= join->records);
        HOLDS(place->offset >= 0 && place->offset + place->length <= content.size());
        numbers.push_back(place->number);
    }
    for (const int column : join->keyColumns)
        HOLDS(column >= 0);
    if (!numbers.empty()) {
        const auto written =
            writeFailingRows(path, folder() + QStringLiteral("/failing"), numbers, ExistingFile::Replace);
        HOLDS(!written || (written->rows >= 1 && written->bytes > 0));
    }
    return 0;
}
