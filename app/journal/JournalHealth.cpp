#include "app/journal/JournalHealth.h"

#include "app/journal/Connection.h"
#include "app/journal/ConnectionWatch.h"
#include "app/journal/Durable.h"

#include <QFile>
#include <QFileInfo>

#include <optional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString notePath(const QString &path)
{
    return QFileInfo(path).absolutePath() + u"/journal.damaged"_s;
}
} // namespace

Result<QStringList> faultsOf(Connection &connection)
{
    QStringList faults;
    const auto read = connection.each(u"PRAGMA quick_check(20)"_s, {},
                                      [&faults](const QSqlQuery &row) { faults.append(row.value(0).toString()); });
    if (!read && !saysDamaged(read.error()))
        return fail(read.error());
    if (!read)
        faults.append(read.error().detail);
    faults.removeAll(u"ok"_s);
    return faults;
}

Result<QStringList> checkJournal(const QString &path, const std::function<bool()> &goesOn)
{
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(connection.error());
    std::optional<ConnectionWatch> watch;
    if (goesOn)
        watch.emplace(**connection, goesOn);
    auto faults = faultsOf(**connection);
    if (faults && !faults->isEmpty())
        noteDamage(path, faults->join(u'\n'));
    return faults;
}

void noteDamage(const QString &path, const QString &what)
{
    QFile file(notePath(path));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(what.toUtf8());
        (void)syncFile(file);
    }
}

bool isDamageNoted(const QString &path)
{
    return QFile::exists(notePath(path));
}

void forgetDamage(const QString &path)
{
    QFile::remove(notePath(path));
}

} // namespace waybill
