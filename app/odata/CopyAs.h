#pragma once

#include <QString>
#include <QUrl>

namespace waybill {

/// A request as text for other programs, without secrets: where a token is needed the reader puts it, and values of
/// signatures and keys in an address are blanked. Pure; any thread.
enum class CopyFormat { Url, Curl, PowerShell, Python, PowerQuery };

/// A whole script or line that reads `url` to its last page where the language allows it.
QString copiedAs(CopyFormat format, const QUrl &url);

/// The address in what was copied elsewhere: an address by itself, or a line of curl (as browsers and Postman give it).
/// Headers, and tokens with them, are passed over. Empty where there is none.
QString addressIn(const QString &text);

} // namespace waybill
