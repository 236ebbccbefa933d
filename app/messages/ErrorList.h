#pragma once

#include "app/journal/Failure.h"

#include <QJsonValue>
#include <QList>

#include <optional>

namespace waybill {

/// So many records of one answer are read; the rest stays in F&O. Ten times the list that FailureBench measures; in an
/// answer of the largest size, a few bytes for each record would fill the memory.
constexpr qsizetype mostErrors = 1'000'000;

/// The error records of GetExecutionErrors, from the `value` of its answer (protocol section 3, item 4): a JSON text
/// inside the JSON string, or the array itself. Where the inner text is no valid JSON (unescaped quotes, raw line
/// breaks) its records are read by their shape, so that none is lost; text in which no record can be seen becomes one
/// record with that text as its message. Null and empty text give an empty list. `record` and `line` stay unset.
/// Key names count in any case and order.
QList<RecordError> errorList(const QJsonValue &value);

/// The same from the whole body of the answer, quick for a list of a hundred thousand; nothing when the body is no JSON
/// with a `value` (nor a bare string in its place). Any thread.
std::optional<QList<RecordError>> errorsOfAnswer(const QByteArray &body);

/// The tolerant reading by itself: records of `{"RecordId":"…","Field":"…","ErrorMessage":"…"}` in a text that need
/// not be JSON. Linear in the text's length.
QList<RecordError> errorsByShape(const QString &text);

} // namespace waybill
