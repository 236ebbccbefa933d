#pragma once

#include <QString>

namespace practice {

enum class FileKind { Unreadable, Delimited, Xml, Workbook, OldWorkbook, Package, OtherZip };

/// What kind of file lies at `path`, by its content and not by its name.
FileKind fileKind(const QString &path);

} // namespace practice
