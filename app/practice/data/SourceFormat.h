// The formats that an entity can be added to a data project with.
#pragma once

#include <QString>

#include <optional>

namespace practice {

/// `ByContent` takes whatever of the others the file turns out to be, as forgivingly as it can be read.
enum class SourceFormat { ByContent, Csv, CsvUnicode, XmlElement, XmlAttribute, Excel };

/// By the words of protocol.md section 7, without regard to case; an empty name is ByContent.
std::optional<SourceFormat> sourceFormatNamed(const QString &name);
QString nameOf(SourceFormat format);

} // namespace practice
