#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

/// Small parts of OData's text that the dialect of F&O needs (protocol.md section 5). Pure; any thread.
namespace waybill::odata {

/// `text` as a literal: in quotes, its own quotes doubled.
QString quoted(const QString &text);
/// The other way; nothing where `literal` is no text in quotes from its first to its last character.
std::optional<QString> unquoted(QStringView literal);

/// The pieces between those `separator`s that stand outside of quotes and brackets, trimmed; none for an empty text.
QStringList split(const QString &text, QChar separator);
/// Where `c` stands outside of quotes; -1 where it does not.
qsizetype indexOutsideQuotes(QStringView text, QChar c, qsizetype from = 0);
/// Whether the operator (`or`, `and`) stands outside of quotes and brackets.
bool hasOperator(QStringView text, QStringView word);
/// Whether one pair of brackets goes around all of it.
bool isInBrackets(QStringView text);

/// Percent-encoded for the value of an option: a space as `%20`, never `+`, what people read left as it is.
QByteArray encoded(const QString &value);
/// Percent-encoded for one part of a path, such as `CustomersV3(dataAreaId='usmf')`.
QByteArray encodedPart(const QString &part);
/// Undone; a `+` is a space, as the service reads it.
QString decoded(QStringView value);

} // namespace waybill::odata
