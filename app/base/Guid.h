#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringList>

#include <optional>

namespace waybill {

/// The GUID in `text` in its one form here (lower case, hyphens, no braces), or nothing. Takes braces,
/// upper case and white space around it.
std::optional<QString> guidFrom(QStringView text);

/// The same, but nothing for the all-zero GUID, which F&O writes where there is none.
std::optional<QString> guidInUseFrom(QStringView text);

/// Every GUID in a text such as a log, in its one form, each once and in order; without the all-zero one.
QStringList guidsIn(QStringView text);

/// The GUID of an enqueue answer in any of its four shapes (protocol.md section 2): a JSON string, plain text,
/// in braces, or `{"value":"…"}`. Nothing for the all-zero GUID.
std::optional<QString> guidFromAnswer(QByteArrayView body);

} // namespace waybill
