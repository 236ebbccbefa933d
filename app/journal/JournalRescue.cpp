#include "app/journal/JournalRescue.h"

#include "app/base/Counted.h"
#include "app/journal/Connection.h"
#include "app/journal/Durable.h"
#include "app/journal/FileLock.h"
#include "app/journal/JournalBackups.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalSalvage.h"
#include "app/journal/JournalSchema.h"
#include "app/journal/JournalWrites.h"
#include "app/journal/MessageRecord.h"
#include "app/journal/ProgramMark.h"
#include "app/journal/Retention.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <filesystem>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct Table {
    QString name, id;
};
// Messages first: the others are kept for messages that are there.
const std::array tables{Table{u"messages"_s, u"key"_s},          Table{u"events"_s, u"id"_s},
                        Table{u"exchanges"_s, u"id"_s},          Table{u"failures"_s, u"message"_s},
                        Table{u"failure_parts"_s, u"rowid"_s},   Table{u"downloads"_s, u"key"_s},
                        Table{u"download_events"_s, u"id"_s},    Table{u"job_looks"_s, u"rowid"_s},
                        Table{u"download_exchanges"_s, u"id"_s}, Table{u"download_follow_ups"_s, u"id"_s}};

/// A journal of an earlier version has fewer tables: what it never had is not lost. Whatever cannot be told is there.
bool neverHad(Connection &journal, const Table &table)
{
    return journal.integer(u"SELECT count(*) FROM sqlite_master WHERE name = ?"_s, {table.name}).value_or(1) == 0;
}

QString beside(const QString &path, const QString &name)
{
    return QFileInfo(path).absolutePath() + u'/' + name;
}

QString rescuedPath(const QString &path)
{
    return beside(path, u"journal-rescued.sqlite"_s);
}

bool rename(const QString &from, const QString &to)
{
    std::error_code failed;
    std::filesystem::rename(QFileInfo(from).filesystemFilePath(), QFileInfo(to).filesystemFilePath(), failed);
    return !failed;
}

void removeWithLog(const QString &path)
{
    for (const auto &end : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
        QFile::remove(path + end);
}

/// The log belongs to the damaged file: beside the new one it would be taken for its own.
bool keepLog(const QString &path, const QString &damaged)
{
    for (const auto &end : {u"-shm"_s, u"-wal"_s}) {
        if (QFile::exists(path + end) && !rename(path + end, damaged + end))
            return false;
    }
    return true;
}

/// The newest automatic copy that is sound.
QString soundBackup(const QString &path, const QDateTime &now)
{
    for (const QString &backup : JournalBackups(QFileInfo(path).absolutePath()).all(now)) {
        const auto seen = inspectJournal(backup);
        if (!seen || *seen == JournalFile::Missing)
            continue;
        const auto connection = Connection::open(backup, Connection::Mode::ReadOnly);
        if (connection && faultsOf(**connection).value_or(QStringList(u"unreadable"_s)).isEmpty())
            return backup;
    }
    return {};
}

/// A message as an older copy has it: what was done with it since is not known.
Result<void> markRestored(Connection &to, MessageKey key, const QDateTime &now)
{
    const auto message = readMessage(to, key);
    if (!message || !*message)
        return message ? Result<void>() : fail(message.error());
    const bool waited = (*message)->state == MessageState::Queued || (*message)->state == MessageState::Held ||
                        (*message)->state == MessageState::Sending;
    MessageChange change;
    change.key = key;
    change.state = waited ? MessageState::Unconfirmed : (*message)->state;
    change.event = {now, EventSource::Local, word(*change.state),
                    u"Restored from an automatic copy after the journal was damaged; what happened since the copy is "
                    u"not known."_s};
    if (waited) {
        change.error = Error{ErrorKind::Storage, u"The journal was damaged after this message was queued: whether it "
                                                 u"was sent is not known. See whether it arrived before you send it "
                                                 u"again."_s};
    } else {
        change.error = (*message)->error;
    }
    return writeChange(to, change);
}

/// What refers to messages that are lost goes; it stays in the damaged file.
Result<void> tidy(Connection &to, qint64 lastKey)
{
    const QString lost = u"message NOT IN (SELECT key FROM messages)"_s;
    for (const QString &statement :
         {u"INSERT INTO retiring SELECT DISTINCT message FROM events WHERE "_s + lost,
          u"DELETE FROM events WHERE message IN (SELECT message FROM retiring)"_s, u"DELETE FROM retiring"_s,
          u"DELETE FROM exchanges WHERE "_s + lost, u"DELETE FROM failures WHERE "_s + lost,
          u"DELETE FROM failure_parts WHERE message NOT IN (SELECT message FROM failures)"_s,
          // An import that brings the message again must not take it for one that is here.
          u"DELETE FROM origins WHERE "_s + lost,
          u"UPDATE messages SET attempt_of = NULL WHERE attempt_of NOT IN (SELECT key FROM messages)"_s,
          // A key is never given twice, also not that of a lost message.
          u"DELETE FROM sqlite_sequence WHERE name = 'messages'"_s,
          u"INSERT INTO sqlite_sequence SELECT 'messages', max(%1, coalesce(max(key), 0)) FROM messages"_s.arg(lastKey),
          u"DELETE FROM sqlite_sequence WHERE name = 'downloads'"_s,
          u"INSERT INTO sqlite_sequence SELECT 'downloads', max(coalesce(max(key), 0), "
          u"(SELECT coalesce(max(download), 0) FROM download_events)) FROM downloads"_s,
          u"DELETE FROM download_events WHERE download NOT IN (SELECT key FROM downloads)"_s,
          u"DELETE FROM download_exchanges WHERE download NOT IN (SELECT key FROM downloads)"_s,
          u"DELETE FROM download_follow_ups WHERE download NOT IN (SELECT key FROM downloads)"_s}) {
        if (auto done = to.run(statement); !done)
            return done;
    }
    return {};
}

Result<void> fillNew(Connection &from, Connection &to, const QString &path, const QDateTime &now,
                     const std::function<bool()> &goesOn, Rescue &rescue)
{
    JournalSalvage salvage(&from, &to, goesOn);
    QHash<QString, QList<RowRange>> gaps;
    for (const Table &table : tables) {
        if (neverHad(from, table))
            continue;
        const auto missing = salvage.copy(table.name, table.id);
        if (!missing)
            return fail(missing.error());
        gaps.insert(table.name, *missing);
        rescue.gaps += missing->size();
    }
    for (const QString &table : {u"facts"_s, u"origins"_s}) {
        (void)from.each(u"SELECT * FROM "_s + table, {}, [&](const QSqlQuery &row) {
            const bool isFact = table == u"facts"_s;
            if (isFact && isContentToDiscard(row.value(0).toString()))
                return; // a message that is lost may refer to it again
            QVariantList values;
            for (int i = 0; i < (isFact ? 2 : 4); ++i)
                values.append(row.value(i));
            (void)to.write(isFact ? u"INSERT OR REPLACE INTO facts VALUES (?, ?)"_s
                                  : u"INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?)"_s,
                           values);
        });
    }
    if (rescue.gaps > 0)
        rescue.backup = soundBackup(path, now);
    QList<qint64> restored, failures; ///< messages that were taken from the copy, and those whose failure was
    if (!rescue.backup.isEmpty()) {
        const auto backup = Connection::open(rescue.backup, Connection::Mode::ReadOnly);
        if (!backup)
            return fail(backup.error());
        JournalSalvage filling(backup->get(), &to, goesOn);
        for (const Table &table : tables) {
            const auto added = filling.fill(table.name, table.id, gaps[table.name]);
            if (!added)
                return fail(added.error());
            if (table.name == "messages"_L1)
                restored = *added;
            if (table.name == "failures"_L1)
                failures = *added;
        }
        // A new failure clears its parts: they come along, whatever of them could be read here.
        for (const qint64 message : std::as_const(failures)) {
            if (const auto added = filling.fill(u"failure_parts"_s, u"message"_s, {{message, message + 1}}); !added)
                return fail(added.error());
        }
    }
    rescue.fromBackup = restored.size();
    for (const qint64 key : restored) {
        if (auto marked = markRestored(to, MessageKey(key), now); !marked)
            return marked;
    }
    const auto lastKey = from.integer(u"SELECT seq FROM sqlite_sequence WHERE name = 'messages'"_s);
    const auto lastOfEvents = to.integer(u"SELECT max(message) FROM events"_s);
    if (auto tidied = tidy(to, std::max(lastKey.value_or(0), lastOfEvents.value_or(0))); !tidied)
        return tidied;
    const auto messages = to.integer(u"SELECT count(*) FROM messages"_s);
    if (!messages)
        return fail(messages.error());
    rescue.messages = *messages;
    auto recorded = to.write(u"INSERT OR REPLACE INTO facts VALUES ('rescued', ?)"_s,
                             {now.toString(Qt::ISODate) + u' ' + rescue.text()});
    return recorded ? Result<void>() : fail(std::move(recorded.error()));
}

/// Brings everything into the file itself, which goes on without its log. When the disk has room for the log but not
/// for that, SQLite says so neither at COMMIT nor when it closes the file, and the rows stand in the log alone.
Result<void> emptyLog(Connection &connection, const QString &path)
{
    bool isWhole = false;
    auto done = connection.each(u"PRAGMA wal_checkpoint(TRUNCATE)"_s, {}, [&isWhole](const QSqlQuery &row) {
        const bool isBusy = row.value(0).toInt() != 0;
        isWhole = !isBusy && row.value(1).toLongLong() == row.value(2).toLongLong(); // pages there, and copied of them
    });
    if (!done)
        return done;
    if (!isWhole || QFileInfo(connection.path() + u"-wal"_s).size() > 0) {
        return fail(ErrorKind::Storage,
                    u"The journal %1 is damaged, and what is sound of it could not be written as a whole. Make room on "
                    u"the disk and try again; nothing was changed."_s.arg(QDir::toNativeSeparators(path)));
    }
    return {};
}

Result<void> makeNew(const QString &path, const QString &part, const QDateTime &now, const JournalWatch &watch,
                     Rescue &rescue)
{
    QFile file(part);
    (void)file.open(QIODevice::ReadWrite | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
    file.close();
    const auto from = Connection::open(path, Connection::Mode::ReadOnly);
    if (!from)
        return fail(from.error());
    const auto to = Connection::open(part, Connection::Mode::ReadWrite);
    if (!to)
        return fail(to.error());
    if (auto ready = configureWriter(**to); !ready)
        return ready;
    if (auto ready = prepareJournal(**to, watch); !ready)
        return ready;
    const auto goesOn = [&watch] { return watch({.kind = JournalWork::Kind::Saving}); };
    // References may dangle until all is there.
    for (const auto &statement : {u"PRAGMA foreign_keys = OFF"_s, u"BEGIN IMMEDIATE"_s}) {
        if (auto done = (*to)->run(statement); !done)
            return done;
    }
    if (auto filled = fillNew(**from, **to, path, now, goesOn, rescue); !filled)
        return filled;
    if (auto committed = (*to)->run(u"COMMIT"_s); !committed)
        return committed;
    return emptyLog(**to, path);
}

QString turnPath(const QString &path)
{
    return beside(path, u"rescue.lock"_s);
}

Error justSaving(const QString &path)
{
    return {ErrorKind::Busy,
            u"Another program is just saving what is sound in the damaged journal %1. Try again in a moment."_s.arg(
                QDir::toNativeSeparators(path)),
            {},
            0,
            {}};
}

tl::unexpected<Error> cannotKeep(const QString &path)
{
    return fail(ErrorKind::Storage,
                u"The journal %1 is damaged, and it could not be kept beside a new one. Check that "
                u"you may write to the folder; nothing was changed."_s.arg(QDir::toNativeSeparators(path)));
}
} // namespace

QString Rescue::text() const
{
    QString text = u"The journal was damaged. The damaged file is kept as %1; the new journal holds %2."_s.arg(
        QDir::toNativeSeparators(damagedFile), counted(messages, u"message"_s));
    if (gaps == 0)
        return text + u" Nothing seems to be lost."_s;
    text += backup.isEmpty() ? u" Some rows could not be read, and there is no automatic copy that has them."_s
                             : u" What could not be read was taken from the automatic copy %1 (%2, as they "
                               u"were then)."_s.arg(QFileInfo(backup).fileName(), counted(fromBackup, u"message"_s));
    return text + u" Compare with what the service lists before you send anything again."_s;
}

Result<void> seeThatNobodyRescues(const QString &path)
{
    if (FileLock::isHeld(turnPath(path)))
        return fail(justSaving(path));
    return {};
}

Result<std::unique_ptr<FileLock>> takeTurnToRescue(const QString &path)
{
    auto turn = FileLock::tryTake(turnPath(path));
    if (turn && !*turn)
        return fail(justSaving(path));
    return turn;
}

Result<Rescue> rescueJournal(const QString &path, const QString &mark, const QDateTime &now, const JournalWatch &watch)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (ProgramMark::othersAlive(folder, mark)) {
        return fail(ErrorKind::Busy,
                    u"The journal %1 is damaged, and another program still uses it. Close the other "
                    u"window and commands of Waybill, then start again: what is sound is saved then."_s.arg(
                        QDir::toNativeSeparators(path)));
    }
    Rescue rescue;
    const QString damaged = u"journal-damaged-%1.sqlite"_s.arg(now.toString(u"yyyyMMdd-HHmmss"_s));
    rescue.damagedFile = beside(path, damaged);
    const QString part = rescuedPath(path) + u".part"_s;
    removeWithLog(part);
    removeWithLog(rescuedPath(path));
    if (auto made = makeNew(path, part, now, watch, rescue); !made) {
        removeWithLog(part);
        return fail(std::move(made.error()));
    }
    if (!rename(part, rescuedPath(path)) || !syncFolder(folder))
        return cannotKeep(path);
    if (!rename(path, rescue.damagedFile) || !keepLog(path, rescue.damagedFile) || !rename(rescuedPath(path), path) ||
        !syncFolder(folder))
        return cannotKeep(path);
    forgetDamage(path);
    return rescue;
}

void finishRescue(const QString &path)
{
    if (QFile::exists(path) || !QFile::exists(rescuedPath(path)))
        return;
    const QStringList damaged =
        QDir(QFileInfo(path).absolutePath()).entryList({u"journal-damaged-*.sqlite"_s}, QDir::Files, QDir::Name);
    if (!damaged.isEmpty() && keepLog(path, beside(path, damaged.last())) && rename(rescuedPath(path), path))
        (void)syncFolder(QFileInfo(path).absolutePath());
}

} // namespace waybill
