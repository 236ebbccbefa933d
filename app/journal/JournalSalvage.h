#pragma once

#include "app/base/Error.h"

#include <QDeadlineTimer>
#include <QList>
#include <QString>

#include <functional>

namespace waybill {

class Connection;

/// The rows with `first` ≤ id < `end`.
struct RowRange {
    qint64 first = 0, end = 0;
    bool operator==(const RowRange &) const = default;
};

/// Copies one table row by row in the order of its ids, as far as it can be read, and finds its way past pages that
/// cannot. Rows that are there already stay.
class JournalSalvage
{
public:
    /// Both outlive this; `to` is inside a transaction. `goesOn` is asked about ten times a second.
    JournalSalvage(Connection *from, Connection *to, std::function<bool()> goesOn)
        : m_from(from), m_to(to), m_goesOn(std::move(goesOn))
    {
    }

    /// What could not be read, in order. The error is one of writing, or Cancelled.
    Result<QList<RowRange>> copy(const QString &table, const QString &id);
    /// Copies the rows of some ranges from a sound file; the answer is the ids of those that were not there.
    Result<QList<qint64>> fill(const QString &table, const QString &id, const QList<RowRange> &ranges);

private:
    QStringList sharedColumns(const QString &table);
    /// Inserts rows from `range.first` on and moves it past the last row that could be read. False: damaged there.
    Result<bool> copyFrom(const QString &table, const QString &id, const QStringList &columns, RowRange &range,
                          QList<qint64> *added);
    /// False when it is to end.
    bool look();
    bool isReadable(const QString &table, const QString &id, const QStringList &columns, qint64 from);

    Connection *m_from;
    Connection *m_to;
    std::function<bool()> m_goesOn;
    QDeadlineTimer m_nextLook{0};
};

} // namespace waybill
