#include "app/journal/JournalSchema.h"

#include "app/journal/Connection.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <QtEndian>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 applicationId = 0x57425931; // "WBY1": tells a journal from other SQLite files

// Times are milliseconds since 1970 in UTC. `messages` is the present state, written in the transaction of the event
// that changed it; `attention` is what Message::needsAttention() says, kept so that it can be indexed; `tallies`
// counts the rows of each state, so that the chips of a long history need not.
constexpr std::array statements{
    "CREATE TABLE messages ("
    " key INTEGER PRIMARY KEY AUTOINCREMENT,"
    " environment TEXT NOT NULL, job TEXT NOT NULL, activity_id TEXT NOT NULL, entity TEXT NOT NULL,"
    " company TEXT NOT NULL, file TEXT NOT NULL, bytes INTEGER, sha256 TEXT NOT NULL, records INTEGER,"
    " message_id TEXT NOT NULL, execution_id TEXT NOT NULL, state TEXT NOT NULL, status TEXT,"
    " created INTEGER NOT NULL, sent INTEGER, changed INTEGER NOT NULL,"
    " staging_records INTEGER, target_records INTEGER, counts_known INTEGER NOT NULL,"
    " attempt_of INTEGER REFERENCES messages(key),"
    " handled_at INTEGER, handled_by TEXT, handled_note TEXT,"
    " error_kind TEXT, error_message TEXT, error_detail TEXT, error_http INTEGER, error_code TEXT,"
    " request_ids TEXT NOT NULL, owner TEXT NOT NULL, attention INTEGER NOT NULL)",
    "CREATE INDEX messages_by_time ON messages(environment, created)",
    "CREATE INDEX messages_by_state ON messages(state, environment, created)",
    "CREATE INDEX messages_by_job ON messages(environment, job, created)",
    "CREATE INDEX messages_attention ON messages(environment, created) WHERE attention = 1",
    "CREATE INDEX messages_by_id ON messages(message_id) WHERE message_id <> ''",
    "CREATE INDEX messages_by_content ON messages(sha256) WHERE sha256 <> ''",

    "CREATE TABLE events ("
    " id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages(key), at INTEGER NOT NULL,"
    " service INTEGER NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL)",
    "CREATE INDEX events_of_message ON events(message)",
    "CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never rewritten'); END",
    "CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END",

    "CREATE TABLE exchanges ("
    " id INTEGER PRIMARY KEY, message INTEGER NOT NULL REFERENCES messages(key), at INTEGER NOT NULL,"
    " purpose TEXT NOT NULL, method TEXT NOT NULL, url TEXT NOT NULL, http_status INTEGER NOT NULL,"
    " milliseconds INTEGER NOT NULL, bytes_sent INTEGER NOT NULL, bytes_received INTEGER NOT NULL,"
    " request_ids TEXT NOT NULL, answer TEXT NOT NULL)",
    "CREATE INDEX exchanges_of_message ON exchanges(message)",

    "CREATE TABLE failures ("
    " message INTEGER PRIMARY KEY REFERENCES messages(key), collected INTEGER NOT NULL, complete INTEGER NOT NULL,"
    " execution_status TEXT NOT NULL, summary TEXT NOT NULL, cause_text TEXT NOT NULL, errors BLOB NOT NULL)",

    "CREATE TABLE tallies ("
    " environment TEXT NOT NULL, state TEXT NOT NULL, number INTEGER NOT NULL,"
    " PRIMARY KEY (environment, state)) WITHOUT ROWID",
    "CREATE TRIGGER tally_new AFTER INSERT ON messages BEGIN"
    " INSERT INTO tallies VALUES (NEW.environment, NEW.state, 1)"
    " ON CONFLICT (environment, state) DO UPDATE SET number = number + 1; END",
    "CREATE TRIGGER tally_change AFTER UPDATE OF state ON messages WHEN OLD.state <> NEW.state BEGIN"
    " UPDATE tallies SET number = number - 1 WHERE environment = OLD.environment AND state = OLD.state;"
    " INSERT INTO tallies VALUES (NEW.environment, NEW.state, 1)"
    " ON CONFLICT (environment, state) DO UPDATE SET number = number + 1; END",
};

tl::unexpected<Error> newer(const QString &path, qint64 version)
{
    return fail(ErrorKind::Storage,
                u"The journal %1 was written by a newer Waybill (version %2). Use that one; nothing was changed."_s
                    .arg(QDir::toNativeSeparators(path))
                    .arg(version));
}

tl::unexpected<Error> foreign(const QString &path)
{
    return fail(ErrorKind::Storage, u"%1 is not a journal of Waybill. Move it away, or choose another profile folder; "
                                    u"nothing was changed."_s.arg(QDir::toNativeSeparators(path)));
}

/// What the first page says, read without SQLite, which would make files beside it. Nothing for a missing or empty
/// file.
Result<std::optional<quint32>> versionInHeader(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::Storage,
                    u"The journal %1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    const QByteArray header = file.read(100); // the length and places of SQLite's file header are part of its format
    if (header.isEmpty())
        return std::nullopt;
    if (header.size() < 100 || !header.startsWith("SQLite format 3"))
        return foreign(path);
    return qFromBigEndian<quint32>(header.constData() + 60);
}

Result<qint64> versionOf(Connection &connection)
{
    return connection.integer(u"PRAGMA user_version"_s);
}

Result<void> makeTables(Connection &connection, int version)
{
    if (auto begun = connection.run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    const auto make = [&]() -> Result<void> {
        const auto present = versionOf(connection);
        if (!present)
            return fail(present.error());
        if (*present == version)
            return {}; // another program was quicker
        const auto tables = connection.integer(u"SELECT count(*) FROM sqlite_master"_s);
        if (!tables)
            return fail(tables.error());
        if (*present != 0 || *tables != 0)
            return foreign(connection.path());
        for (const char *statement : statements) {
            if (auto done = connection.run(QString::fromLatin1(statement)); !done)
                return done;
        }
        if (auto named = connection.run(u"PRAGMA application_id = %1"_s.arg(applicationId)); !named)
            return named;
        return connection.run(u"PRAGMA user_version = %1"_s.arg(version));
    };
    auto made = make();
    if (!made) {
        (void)connection.run(u"ROLLBACK"_s); // what counts is the error before it
        return made;
    }
    return connection.run(u"COMMIT"_s);
}
} // namespace

Result<JournalFile> inspectJournal(const QString &path, int version)
{
    const auto written = versionInHeader(path);
    if (!written)
        return fail(written.error());
    if (!*written)
        return JournalFile::Missing;
    if (**written > quint32(version))
        return newer(path, **written);
    // The newest word may still stand in the log beside the file.
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(std::move(connection.error()));
    const auto present = versionOf(**connection);
    if (!present)
        return fail(present.error());
    if (*present > version)
        return newer(path, *present);
    const auto application = (*connection)->integer(u"PRAGMA application_id"_s);
    if (!application)
        return fail(application.error());
    if (*present == 0) {
        const auto tables = (*connection)->integer(u"SELECT count(*) FROM sqlite_master"_s);
        if (!tables)
            return fail(tables.error());
        if (*tables == 0)
            return JournalFile::Missing;
    }
    if (*present != version || *application != applicationId)
        return foreign(path);
    return JournalFile::Ready;
}

Result<void> configureWriter(Connection &connection)
{
    // 16 MB of cache: with the usual 2 MB a large group is written to the log several times before it is committed.
    for (const QString &pragma : {u"PRAGMA synchronous = FULL"_s, u"PRAGMA fullfsync = ON"_s,
                                  u"PRAGMA foreign_keys = ON"_s, u"PRAGMA cache_size = -16384"_s}) {
        if (auto done = connection.run(pragma); !done)
            return done;
    }
    return {};
}

Result<void> prepareJournal(Connection &connection, int version)
{
    // Changing to WAL needs the file for itself for an instant and does not wait for it: several programs may start at
    // the same moment. A file that is in WAL already answers at once.
    constexpr int attempts = 200;
    for (int i = 1;; ++i) {
        const auto changed = connection.run(u"PRAGMA journal_mode = WAL"_s);
        if (changed)
            break;
        if (changed.error().kind != ErrorKind::Busy || i == attempts)
            return changed;
        QThread::msleep(20);
    }
    return makeTables(connection, version);
}

} // namespace waybill
