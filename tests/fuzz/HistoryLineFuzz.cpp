#include "Input.h"

#include "app/journal/HistoryLine.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString file = QStringLiteral("history.jsonl");
    const auto line = historyLineFrom(bytesOf(data, size), 7, file);
    HOLDS(line || !line.error().message.isEmpty());
    if (!line)
        return 0;
    // What was read can be written, and read again as the same.
    const auto again = historyLineFrom(toBytes(*line), 7, file);
    HOLDS(again && again->kind == line->kind && again->table == line->table && again->values == line->values);
    // So can what a message is called in other journals.
    if (const auto origins = originsIn(line->values)) {
        QJsonObject row;
        setOrigins(row, *origins);
        HOLDS(originsIn(row) == origins);
    }
    return 0;
}
