#pragma once

#include "app/base/Error.h"

#include <QByteArrayView>
#include <QString>

namespace waybill {

/// What a file is, judged by its bytes.
enum class PayloadFormat {
    Csv,
    Xml,
    DataPackage, ///< a zip with Manifest.xml or PackageHeader.xml (protocol section 7)
    Excel,       ///< .xlsx, or the older .xls
    OtherZip,    ///< a zip that is neither a data package nor a workbook
    Unknown,     ///< empty, or no format that F&O imports
};

/// Looks at the beginning of the file, and of a zip at its directory; the name decides only between plain text that
/// is CSV and text that is something else. Fails with Storage when the file cannot be read.
Result<PayloadFormat> detectFormat(const QString &path);

/// The same of a file's first bytes (4 KB are enough) and the end of its name in small letters. What a zip holds these
/// do not tell: it is OtherZip.
PayloadFormat formatOfBytes(QByteArrayView head, const QString &suffix);

/// The format's name for a person, such as "CSV" or "data package".
QString formatName(PayloadFormat format);

} // namespace waybill
