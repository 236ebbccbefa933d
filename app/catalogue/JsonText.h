#pragma once

#include <QByteArray>
#include <QStringView>

namespace waybill {

/// Appends `text` as a JSON string. Half a character becomes U+FFFD.
void appendJson(QByteArray &json, QStringView text);
/// Appends `,"name":"text"`, or nothing for an empty text.
void appendMember(QByteArray &json, const char *name, QStringView text);

} // namespace waybill
