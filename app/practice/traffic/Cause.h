// What can be wrong with a file on purpose.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace practice {

/// The first group spoils single records, the second the file as a whole; how often makes no difference to the latter.
enum class Cause {
    Number,    ///< a decimal comma
    Date,      ///< a day that does not exist
    Enum,      ///< a word that is no symbol
    Length,    ///< a text longer than its field
    Mandatory, ///< a mandatory value left blank
    Reference, ///< a value that the related table does not have
    Duplicate, ///< the first record's key once more
    Columns,   ///< a value too few (CSV)
    Company,   ///< another legal entity's record: passed over silently

    Header,     ///< a column, element or attribute that the entity does not have
    Encoding,   ///< a byte that is no UTF-8
    Quote,      ///< a quote that is never closed (CSV)
    Malformed,  ///< XML that ends in the middle
    Empty,      ///< no record at all
    Balance,    ///< journals whose debit and credit differ
    LineEnds,   ///< lines that end with LF only (CSV)
    ByteOrder,  ///< CSV-Unicode without being UTF-16
    NoMap,      ///< a package without EntityMapList
    MissingFile ///< a package whose manifest names a file that is not in it
};

using Causes = QList<std::pair<Cause, int>>;

bool spoilsRecords(Cause cause);
QString nameOf(Cause cause);
QStringList causeNames();

/// Reads `CAUSE:N` or `CAUSE`; nothing when it is neither.
std::optional<std::pair<Cause, int>> causeFrom(const QString &text);

/// Whether the list has that cause.
bool has(const Causes &causes, Cause cause);

} // namespace practice
