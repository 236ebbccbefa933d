#include "app/journal/JournalSalvage.h"

#include "app/journal/Connection.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 beyondAll = qint64(1) << 62;

QStringList columnsOf(Connection &connection, const QString &table)
{
    QStringList columns;
    (void)connection.each(u"SELECT name FROM pragma_table_info(?)"_s, {table},
                          [&columns](const QSqlQuery &row) { columns.append(row.value(0).toString()); });
    return columns;
}

Error salvageEnded()
{
    return {ErrorKind::Cancelled, u"Saving what is sound of the journal was ended; nothing was changed."_s};
}
} // namespace

bool JournalSalvage::look()
{
    if (!m_nextLook.hasExpired())
        return true;
    m_nextLook.setRemainingTime(100);
    return m_goesOn();
}

QStringList JournalSalvage::sharedColumns(const QString &table)
{
    QStringList columns = columnsOf(*m_to, table);
    const QStringList there = columnsOf(*m_from, table);
    columns.removeIf([&there](const QString &column) { return !there.contains(column); });
    return columns;
}

Result<QList<RowRange>> JournalSalvage::copy(const QString &table, const QString &id)
{
    const QStringList columns = sharedColumns(table);
    if (columns.isEmpty())
        return QList<RowRange>{{0, beyondAll}}; // not even what the table looks like can be read
    QList<RowRange> gaps;
    RowRange rest{0, beyondAll};
    for (;;) {
        const auto whole = copyFrom(table, id, columns, rest, nullptr);
        if (!whole)
            return fail(whole.error());
        if (*whole)
            return gaps;
        if (!look())
            return fail(salvageEnded());
        // Doubling steps to some row behind the damage, then halving back to the first one.
        qint64 bad = rest.first, good = bad + 1;
        while (good < beyondAll && !isReadable(table, id, columns, good)) {
            bad = good;
            good += good - rest.first;
        }
        while (good < beyondAll && good - bad > 1) {
            const qint64 middle = bad + (good - bad) / 2;
            (isReadable(table, id, columns, middle) ? good : bad) = middle;
        }
        good = std::min(good, beyondAll);
        gaps.append({rest.first, good});
        if (good == beyondAll)
            return gaps;
        rest.first = good;
    }
}

Result<QList<qint64>> JournalSalvage::fill(const QString &table, const QString &id, const QList<RowRange> &ranges)
{
    QList<qint64> added;
    const QStringList columns = sharedColumns(table);
    for (RowRange range : ranges) {
        if (columns.isEmpty())
            break;
        if (const auto done = copyFrom(table, id, columns, range, &added); !done)
            return fail(done.error());
    }
    return added;
}

Result<bool> JournalSalvage::copyFrom(const QString &table, const QString &id, const QStringList &columns,
                                      RowRange &range, QList<qint64> *added)
{
    const QString names = columns.join(u", "_s);
    const QString insert = u"INSERT OR IGNORE INTO %1 (%2) VALUES (%3)"_s.arg(
        table, names, QStringList(columns.size(), u"?"_s).join(u", "_s));
    std::optional<Error> notWritten;
    const auto read = m_from->each(
        u"SELECT %1, %2 FROM %3 WHERE %1 >= ? AND %1 < ? ORDER BY %1"_s.arg(id, names, table), {range.first, range.end},
        [&](const QSqlQuery &row) {
            if (notWritten)
                return;
            if (!look()) {
                notWritten = salvageEnded();
                return;
            }
            QVariantList values;
            for (int i = 1; i <= columns.size(); ++i)
                values.append(row.value(i));
            const auto written = m_to->write(insert, values);
            if (!written)
                notWritten = written.error();
            else if (added && *written > 0)
                added->append(row.value(0).toLongLong());
            range.first = row.value(0).toLongLong() + 1;
        });
    if (notWritten)
        return fail(*notWritten);
    return read.has_value();
}

bool JournalSalvage::isReadable(const QString &table, const QString &id, const QStringList &columns, qint64 from)
{
    return m_from
        ->each(u"SELECT %1 FROM %2 WHERE %3 >= ? ORDER BY %3 LIMIT 1"_s.arg(columns.join(u", "_s), table, id), {from},
               [](const QSqlQuery &) {})
        .has_value();
}

} // namespace waybill
