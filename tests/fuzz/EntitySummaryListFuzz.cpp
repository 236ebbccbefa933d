#include "Input.h"

#include "app/messages/EntitySummaryList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    for (const QJsonValue &value :
         {QJsonValue(QString::fromUtf8(bytes)), QJsonValue(document.array()), QJsonValue(document.object())}) {
        const QList<EntityResult> entities = entitySummaryList(value);
        recordTotals(entities);
    }
    return 0;
}
