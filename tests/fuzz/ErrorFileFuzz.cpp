#include "Input.h"

#include "app/messages/ErrorFileJoin.h"

#include <algorithm>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    // The first byte says which list the service gave; a record separator stands between it and the file that was sent.
    const QByteArray bytes = bytesOf(data + 1, size - 1);
    const qsizetype middle = bytes.indexOf('\x1e');
    if (middle < 0)
        return 0;
    const QByteArray list = bytes.left(middle);
    const QByteArray sent = bytes.mid(middle + 1);
    FailureFile file;
    file.kind = data[0] % 2 == 0 ? FailureFile::Kind::StagingErrors : FailureFile::Kind::TargetErrorKeys;
    file.entity = QStringLiteral("Customer groups");
    const QList<RecordError> before{
        {QStringLiteral("A"), {}, QStringLiteral("Known without a place."), {}, {}, {}},
        {QStringLiteral("B"), {}, QStringLiteral("Known with one."), 2, 3, {}},
    };
    QList<RecordError> errors = before;
    const auto result = addErrorsOfFile(fileOf(sent, QStringLiteral("sent.csv")), file, list, errors, {});
    HOLDS(result);
    const qint64 added = *result;
    HOLDS(added >= 0 && errors.size() == before.size() + added);
    for (qsizetype i = 0; i < errors.size(); ++i) {
        // What was known stays known, and what is added has its place and its words.
        if (i < before.size())
            HOLDS(errors[i].recordId == before[i].recordId && errors[i].message == before[i].message);
        HOLDS(i < before.size() || (errors[i].record && !errors[i].message.isEmpty()));
        HOLDS(!errors[i].record || *errors[i].record >= 1);
    }
    // One record of the file is never added twice.
    for (qsizetype i = before.size() + 1; i < errors.size(); ++i)
        HOLDS(*errors[i - 1].record < *errors[i].record);
    return 0;
}
