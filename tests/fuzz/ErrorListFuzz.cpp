#include "Input.h"

#include "app/messages/ErrorList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    const QString text = QString::fromUtf8(bytes);
    const QList<RecordError> inner = errorList(QJsonValue(text));
    // No error is lost in broken text; white space, also inside a quoted list, is none.
    HOLDS(!inner.isEmpty() || text.simplified().size() <= 16);
    errorsByShape(text);
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    errorList(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
    return 0;
}
