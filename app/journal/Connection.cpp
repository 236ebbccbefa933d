#include "app/journal/Connection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>
#include <QSqlDriver>
#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
// Primary result codes of SQLite (sqlite3.h); Qt hands them on as text.
constexpr int sqliteBusy = 5, sqliteLocked = 6, sqliteReadOnly = 8, sqliteInterrupt = 9, sqliteCorrupt = 11,
              sqliteFull = 13, sqliteCannotOpen = 14, sqliteNotADatabase = 26;

int codeOf(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff; // the rest of it is SQLite's finer distinction
}

const QString damageCode = u"SQLITE_CORRUPT"_s;

QString freshName()
{
    static std::atomic<quint64> made = 0;
    return u"waybill-journal-%1"_s.arg(++made);
}
} // namespace

Connection::Connection(QString path, QString name)
    : m_path(std::move(path)), m_name(std::move(name)), m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Mode mode)
{
    std::unique_ptr<Connection> connection(new Connection(path, freshName()));
    QSqlDatabase &database = connection->m_database;
    database.setDatabaseName(path);
    database.setConnectOptions(mode == Mode::ReadOnly ? u"QSQLITE_BUSY_TIMEOUT=10000;QSQLITE_OPEN_READONLY"_s
                                                      : u"QSQLITE_BUSY_TIMEOUT=10000"_s);
    if (!database.open())
        return connection->failed(database.lastError());
    if (mode == Mode::ReadOnly && connection->wasLeftHalfMade()) {
        // A program died while it made the file, before there was a log: who may write takes back what it had begun.
        if (const auto writer = open(path, Mode::ReadWrite); writer)
            (void)(*writer)->integer(u"PRAGMA schema_version"_s); // if this fails, reading says why
    }
    if (mode == Mode::ReadOnly && connection->cannotMakeLog()) {
        // A journal without a log is whole, and on a write-protected disk nobody writes. Where only this user may not
        // write, its owner may: SQLite does not look for that any more, isOvertaken does.
        connection->m_taken = connection->content();
        database.close();
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"_s);
        database.setDatabaseName(QUrl::fromLocalFile(path).toString(QUrl::FullyEncoded) + u"?immutable=1"_s);
        if (!database.open())
            return connection->failed(database.lastError());
    }
    return connection;
}

bool Connection::wasLeftHalfMade()
{
    if (QFileInfo(m_path + u"-journal"_s).size() == 0)
        return false;
    QSqlQuery query(m_database);
    return !query.exec(u"PRAGMA schema_version"_s) && (codeOf(query.lastError()) == sqliteReadOnly);
}

bool Connection::cannotMakeLog()
{
    if (QFileInfo(m_path).size() == 0 || hasLog())
        return false;
    QSqlQuery query(m_database);
    if (query.exec(u"PRAGMA schema_version"_s))
        return false;
    const int code = codeOf(query.lastError()); // by which of the two SQLite says it depends on whose the file is
    return code == sqliteCannotOpen || code == sqliteReadOnly;
}

bool Connection::hasLog() const
{
    return QFileInfo(m_path + u"-wal"_s).size() > 0;
}

Connection::Content Connection::content() const
{
    // Closing the file takes this program's locks on it away: none is held of a file that only others may write to.
    constexpr qint64 counterAt = 24, counterBytes = 4; // in SQLite's file header
    QFile file(m_path);
    QByteArray counter;
    if (file.open(QIODevice::ReadOnly) && file.seek(counterAt))
        counter = file.read(counterBytes);
    std::error_code ignored; // a file that is gone has another time
    const auto changed = std::filesystem::last_write_time(QFileInfo(m_path).filesystemFilePath(), ignored);
    return {QFileInfo(m_path).size(), changed, counter};
}

bool Connection::isOvertaken() const
{
    return m_taken && (hasLog() || content() != *m_taken);
}

Error Connection::overtaken() const
{
    return {ErrorKind::Busy, u"The journal %1 was not read: its owner is just writing to it; try again."_s.arg(
                                 QDir::toNativeSeparators(m_path))};
}

Connection::~Connection()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase(); // removeDatabase wants that nobody holds it
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::run(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return failed(query.lastError());
    return isOvertaken() ? fail(overtaken()) : Result<void>();
}

Result<QSqlQuery *> Connection::execute(const QString &sql, const QVariantList &values)
{
    const auto [statement, isNew] = m_statements.try_emplace(sql, m_database);
    QSqlQuery &query = statement->second;
    if (isNew) {
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            const QSqlError error = query.lastError();
            m_statements.erase(statement);
            return failed(error);
        }
    }
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec()) {
        const QSqlError error = query.lastError();
        query.finish();
        return failed(error);
    }
    return &query;
}

Result<qint64> Connection::write(const QString &sql, const QVariantList &values)
{
    auto query = execute(sql, values);
    if (!query)
        return fail(std::move(query.error()));
    const qint64 changed = (*query)->numRowsAffected();
    (*query)->finish();
    if (isOvertaken())
        return fail(overtaken());
    return changed;
}

Result<qint64> Connection::insert(const QString &sql, const QVariantList &values)
{
    auto query = execute(sql, values);
    if (!query)
        return fail(std::move(query.error()));
    const qint64 id = (*query)->lastInsertId().toLongLong();
    (*query)->finish();
    return id;
}

Result<void> Connection::each(const QString &sql, const QVariantList &values,
                              const std::function<void(const QSqlQuery &)> &take)
{
    auto query = execute(sql, values);
    if (!query)
        return fail(std::move(query.error()));
    // A statement that is not finished would keep its view of the file, and the log from being cut.
    const auto finish = qScopeGuard([query] { (*query)->finish(); });
    while ((*query)->next())
        take(**query);
    if ((*query)->lastError().isValid())
        return failed((*query)->lastError());
    return isOvertaken() ? fail(overtaken()) : Result<void>();
}

Result<qint64> Connection::integer(const QString &sql, const QVariantList &values)
{
    qint64 number = 0;
    if (auto read = each(sql, values, [&](const QSqlQuery &row) { number = row.value(0).toLongLong(); }); !read)
        return fail(std::move(read.error()));
    return number;
}

QVariant Connection::handle() const
{
    return m_database.driver()->handle();
}

tl::unexpected<Error> Connection::failed(const QSqlError &error) const
{
    const QString file = QDir::toNativeSeparators(m_path);
    if (codeOf(error) != sqliteInterrupt && isOvertaken())
        return fail(overtaken());
    switch (codeOf(error)) {
    case sqliteBusy:
    case sqliteLocked:
        return fail(ErrorKind::Busy,
                    u"Another program kept the journal %1 to itself for too long. Try again."_s.arg(file),
                    error.text());
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return tl::unexpected(damageOf(m_path, error.text()));
    case sqliteInterrupt:
        return fail(ErrorKind::Cancelled, u"The work on the journal %1 was ended before it was done."_s.arg(file));
    case sqliteReadOnly:
        return fail(ErrorKind::Storage,
                    u"The journal %1 may not be written to. Check the rights of the file and its folder, and whether "
                    u"the disk is write-protected."_s.arg(file),
                    error.text());
    case sqliteFull:
        return fail(ErrorKind::Storage, u"The disk under the journal %1 is full. Make room and try again."_s.arg(file),
                    error.text());
    default:
        return fail(ErrorKind::Storage,
                    u"The journal %1 could not be read or written. Check that the disk is there and that you may write "
                    u"to the folder."_s.arg(file),
                    error.text());
    }
}

Error damageOf(const QString &path, const QString &detail)
{
    return {ErrorKind::Storage,
            u"The journal %1 is damaged. Close all programs of Waybill, then start it again or run waybill-cli history "
            u"check: the damaged file is kept, and what is sound is saved."_s.arg(QDir::toNativeSeparators(path)),
            detail, 0, damageCode};
}

bool saysDamaged(const Error &error)
{
    return error.kind == ErrorKind::Storage && error.serviceCode == damageCode;
}

} // namespace waybill
