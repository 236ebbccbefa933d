#include "app/journal/JournalBridge.h"

#include "app/journal/Connection.h"
#include "app/journal/SchemaStep.h"

#include <QMap>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct Column {
    QString name;
    QString standard; ///< SQL of its DEFAULT
};
using Tables = QMap<QString, QList<Column>>;

Result<Tables> tablesOf(Connection &connection)
{
    Tables tables;
    const auto read = connection.each(
        u"SELECT t.name, c.name, coalesce(c.dflt_value, 'NULL') FROM main.sqlite_master AS t, "
        u"pragma_table_info(t.name, 'main') AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"_s,
        {}, [&tables](const QSqlQuery &row) {
            tables[row.value(0).toString()].append({row.value(1).toString(), row.value(2).toString()});
        });
    if (!read)
        return fail(read.error());
    return tables;
}

Result<Tables> tablesOfThisVersion()
{
    const auto memory = Connection::open(u":memory:"_s, Connection::Mode::ReadWrite);
    if (!memory)
        return fail(memory.error());
    for (const SchemaStep *step : schemaSteps()) {
        for (const char *statement : step->statements) {
            if (const auto done = (*memory)->run(QString::fromLatin1(statement)); !done)
                return fail(done.error());
        }
    }
    return tablesOf(**memory);
}

/// What is missing in a table, as expressions of a SELECT.
QStringList missing(const QList<Column> &columns, const QList<Column> &present)
{
    QStringList expressions;
    for (const Column &column : columns) {
        const auto sameName = [&column](const Column &other) { return other.name == column.name; };
        if (std::ranges::none_of(present, sameName))
            expressions.append(u"(%1) AS \"%2\""_s.arg(column.standard, column.name));
    }
    return expressions;
}
} // namespace

Result<void> bridgeOlderJournal(Connection &connection)
{
    const auto wanted = tablesOfThisVersion();
    if (!wanted)
        return fail(wanted.error());
    const auto present = tablesOf(connection);
    if (!present)
        return fail(present.error());
    for (auto table = wanted->cbegin(); table != wanted->cend(); ++table) {
        const bool isThere = present->contains(table.key());
        const QStringList added = missing(table.value(), present->value(table.key()));
        if (added.isEmpty())
            continue;
        // The columns of the file come first: when it gains the missing ones, their names mean those.
        const QString view = isThere ? u"CREATE TEMP VIEW \"%1\" AS SELECT *, %2 FROM main.\"%1\""_s
                                     : u"CREATE TEMP VIEW \"%1\" AS SELECT %2 WHERE 0"_s;
        if (auto made = connection.run(view.arg(table.key(), added.join(u", "_s))); !made)
            return made;
    }
    return {};
}

} // namespace waybill
