#pragma once

#include <QHash>
#include <QStringList>

#include <optional>

namespace waybill {

/// Finds which cell of a failing row an error speaks of: an index into the columns, or nothing where it cannot be told.
///
/// In this order: the error's `field`, if it is a column's name or label ("Item number" is ITEMNUMBER); a column named
/// in quotes in the message, or without quotes; a quoted value that stands in exactly one cell of the row. Names are
/// compared without case, spaces and punctuation; of XML's nested columns the last part counts too.
class GuiltyCell
{
public:
    explicit GuiltyCell(const QStringList &columns);
    std::optional<int> find(const QStringList &values, const QString &field, const QString &message) const;
    qsizetype columns() const { return m_columns; }

private:
    qsizetype m_columns;
    QHash<QString, int> m_indexes; ///< by folded name
};

/// The same for one row.
std::optional<int> guiltyColumn(const QStringList &columns, const QStringList &values, const QString &field,
                                const QString &message);

} // namespace waybill
