#include "app/journal/JournalSchema.h"

#include "app/base/FileThere.h"
#include "app/journal/Connection.h"
#include "app/journal/JournalMigration.h"
#include "app/journal/SchemaStep.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <QtEndian>

#include <optional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
tl::unexpected<Error> newer(const QString &path, qint64 version)
{
    return fail(ErrorKind::Storage,
                u"The journal %1 was written by a newer Waybill (version %2). Use that one; nothing was changed."_s.arg(
                    QDir::toNativeSeparators(path), QString::number(version)));
}

/// What the first page says, read without SQLite, which would make files beside it. Nothing for a missing or empty
/// file.
Result<std::optional<quint32>> versionInHeader(const QString &path)
{
    QFile file(path);
    const auto there = isThere(path);
    if (!there)
        return fail(there.error());
    if (!*there)
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return fail(ErrorKind::Storage,
                    u"The journal %1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    QByteArray header = file.read(100); // the length and places of SQLite's file header are part of its format
    if (header.isEmpty())
        return std::nullopt;
    if (header.startsWith(QByteArray(16, '\0'))) {
        // The file is being made right now, or its making was cut short: SQLite waits, or takes back what was begun.
        if (QFileInfo(path + u"-journal"_s).size() > 0)
            return 0;
        file.seek(0);
        header = file.read(100);
    }
    if (header.size() < 100 || !header.startsWith("SQLite format 3"))
        return notAJournal(path);
    return qFromBigEndian<quint32>(header.constData() + 60);
}
} // namespace

tl::unexpected<Error> notAJournal(const QString &path)
{
    return fail(ErrorKind::Storage, u"%1 is not a journal of Waybill. Move it away, or choose another profile folder; "
                                    u"nothing was changed."_s.arg(QDir::toNativeSeparators(path)));
}

Result<JournalFile> inspectJournal(const QString &path)
{
    const auto written = versionInHeader(path);
    if (!written)
        return fail(written.error());
    if (!*written)
        return JournalFile::Missing;
    if (**written > quint32(schemaVersion()))
        return newer(path, **written);
    // The newest word may still stand in the log beside the file.
    auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(std::move(connection.error()));
    // One view of the file for all questions: another program may be making it at this moment.
    if (auto begun = (*connection)->run(u"BEGIN"_s); !begun)
        return fail(std::move(begun.error()));
    const auto present = versionOf(**connection);
    if (!present)
        return fail(present.error());
    if (*present > schemaVersion())
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
    if (*present < 1 || *application != journalApplicationId)
        return notAJournal(path);
    return *present == schemaVersion() ? JournalFile::Ready : JournalFile::Older;
}

bool beginsAsAJournal(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray header = file.read(100);
    return header.size() == 100 && header.startsWith("SQLite format 3") &&
           qFromBigEndian<quint32>(header.constData() + 68) == journalApplicationId &&
           qFromBigEndian<quint32>(header.constData() + 60) <= quint32(schemaVersion());
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

Result<void> prepareJournal(Connection &connection, const JournalWatch &watch)
{
    // Only an empty file takes this on: room that becomes free can be given back bit by bit. One that has it would be
    // written to, and waited for until it is on the disk, at every start.
    constexpr qint64 incremental = 2;
    const auto vacuum = connection.integer(u"PRAGMA auto_vacuum"_s);
    if (!vacuum)
        return fail(vacuum.error());
    if (*vacuum != incremental) {
        if (auto set = connection.run(u"PRAGMA auto_vacuum = INCREMENTAL"_s); !set)
            return set;
    }
    // Changing to WAL needs the file for itself for an instant and does not wait for it: several programs may start at
    // the same moment. A file that is in WAL already answers at once.
    constexpr int attempts = 200;
    for (int i = 1;; ++i) {
        const auto changed = connection.run(u"PRAGMA journal_mode = WAL"_s);
        if (changed)
            break;
        if (changed.error().kind != ErrorKind::Busy || i == attempts)
            return changed;
        if (!watch({})) {
            return fail(ErrorKind::Cancelled, u"Opening the journal was ended; nothing was changed."_s);
        }
        QThread::msleep(20);
    }
    return bringToThisVersion(connection, watch);
}

} // namespace waybill
