#include "app/journal/JournalMigration.h"

#include "app/journal/Connection.h"
#include "app/journal/ConnectionWatch.h"
#include "app/journal/FileLock.h"
#include "app/journal/JournalCopy.h"
#include "app/journal/JournalSchema.h"
#include "app/journal/SchemaStep.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <functional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
Result<void> inTransaction(Connection &connection, const std::function<Result<void>()> &work)
{
    if (auto begun = connection.run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    auto done = work();
    if (!done) {
        (void)connection.run(u"ROLLBACK"_s); // what counts is the error before it
        return done;
    }
    return connection.run(u"COMMIT"_s);
}

/// The step that leads from `version` to the next one.
Result<void> runStep(Connection &connection, qint64 version)
{
    for (const char *statement : schemaSteps()[static_cast<size_t>(version)]->statements) {
        if (auto done = connection.run(QString::fromLatin1(statement)); !done)
            return done;
    }
    return connection.run(u"PRAGMA user_version = %1"_s.arg(version + 1));
}

Result<void> makeNew(Connection &connection)
{
    return inTransaction(connection, [&]() -> Result<void> {
        const auto present = versionOf(connection);
        if (!present)
            return fail(present.error());
        if (*present != 0)
            return {}; // another program was quicker
        const auto tables = connection.integer(u"SELECT count(*) FROM sqlite_master"_s);
        if (!tables)
            return fail(tables.error());
        if (*tables != 0)
            return notAJournal(connection.path());
        for (int version = 0; version < schemaVersion(); ++version) {
            if (auto done = runStep(connection, version); !done)
                return done;
        }
        return connection.run(u"PRAGMA application_id = %1"_s.arg(journalApplicationId));
    });
}

Error ended()
{
    return {ErrorKind::Cancelled,
            u"Bringing the journal to this version was ended before it was done; nothing was changed."_s};
}

/// Waits for the one program that brings the journal forward, for as long as that takes with a large one.
Result<std::unique_ptr<FileLock>> takeTurn(const QString &folder, const JournalWatch &watch)
{
    constexpr int patience = 15 * 60 * 10;
    for (int tenths = 0; tenths < patience; ++tenths) {
        auto lock = FileLock::tryTake(folder + u"/migration.lock"_s);
        if (!lock || *lock)
            return lock;
        if (!watch({.kind = JournalWork::Kind::Waiting}))
            return fail(ended());
        QThread::msleep(100);
    }
    return fail(ErrorKind::Busy, u"Another program has been bringing the journal to this version for a quarter of an "
                                 u"hour. Wait until it is done, or end it."_s);
}

const QString copyBefore = u"journal-before-"_s; ///< how the names of copies begin

QString freeName(const QString &folder)
{
    const QString first = folder + u'/' + copyBefore + QString::number(schemaVersion());
    QString name = first + u".sqlite"_s;
    for (int again = 2; QFileInfo::exists(name); ++again)
        name = first + u"-%1.sqlite"_s.arg(again);
    return name;
}

/// All steps in one transaction: whatever ends it leaves the journal as it was.
Result<void> runSteps(Connection &connection, qint64 version, const JournalWatch &watch)
{
    JournalWork work{.kind = JournalWork::Kind::Changing, .steps = int(schemaVersion() - version)};
    const ConnectionWatch watched(connection, [&] { return watch(work); });
    return inTransaction(connection, [&]() -> Result<void> {
        for (qint64 from = version; from < schemaVersion(); ++from) {
            ++work.step;
            if (!watch(work))
                return fail(ended());
            if (auto done = runStep(connection, from); !done)
                return done;
        }
        return {};
    });
}

Result<void> bringForward(Connection &connection, const JournalWatch &watch)
{
    const QString folder = QFileInfo(connection.path()).absolutePath();
    const auto turn = takeTurn(folder, watch);
    if (!turn)
        return fail(turn.error());
    removeUnfinishedCopies(folder, copyBefore);
    const auto version = versionOf(connection);
    if (!version)
        return fail(version.error());
    if (*version >= schemaVersion())
        return {}; // another program did it
    const QString copy = freeName(folder);
    JournalWork copying{.kind = JournalWork::Kind::Copying, .ofBytes = QFileInfo(connection.path()).size()};
    const auto saved = copyJournal(connection, copy, [&](qint64 bytes) {
        copying.bytes = bytes;
        return watch(copying);
    });
    if (!saved && saved.error().kind == ErrorKind::Cancelled)
        return fail(ended());
    if (!saved) {
        Error error = saved.error();
        error.message = u"The journal is of an older Waybill and is copied before it is brought to this version. "_s +
                        error.message + u" Nothing was changed."_s;
        return fail(error);
    }
    auto done = runSteps(connection, *version, watch);
    if (!done)
        QFile::remove(copy); // the journal is what it was: the next attempt makes its own
    if (!done && done.error().kind == ErrorKind::Cancelled)
        return fail(ended());
    return done;
}
} // namespace

Result<qint64> versionOf(Connection &connection)
{
    return connection.integer(u"PRAGMA user_version"_s);
}

Result<void> bringToThisVersion(Connection &connection, const JournalWatch &watch)
{
    const auto version = versionOf(connection);
    if (!version)
        return fail(version.error());
    if (*version == schemaVersion())
        return {};
    return *version == 0 ? makeNew(connection) : bringForward(connection, watch);
}

} // namespace waybill
