#include "app/packages/PackageRetention.h"

#include "app/journal/FileLock.h"
#include "app/journal/JournalReader.h"
#include "app/packages/FollowUpLeftovers.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <qcorosignal.h>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 daySeconds = 24 * 60 * 60;
constexpr qint64 damagedFactor = 3;
constexpr std::chrono::minutes firstLook{2}, between{60};

const QString daysFact = u"packageDays"_s, bytesFact = u"packageBytes"_s;

/// When its file came here.
QDateTime arrived(const Download &download)
{
    return download.storedUtc.isValid() ? download.storedUtc : download.createdUtc;
}

constexpr qsizetype mostAtOnce = 100;                   ///< files of one transaction
constexpr std::chrono::milliseconds longestAtOnce{100}; ///< others wait for the journal meanwhile

/// What is done in the writer's thread with some of the files, and asked about between its transactions.
struct RemovalWork {
    QString home; ///< the store, with `/`
    QString why;
    QDateTime judged; ///< when these files were found to be too old or too much; null where a person chose them
    QDateTime now;
    RemovedFiles removed;
    QList<DownloadKey> left; ///< for which there was no time
    QDeadlineTimer time;
    bool isFirst = true;

    QString path(const Download &row) const { return QDir::cleanPath(home + row.file); }
};

/// Where the row is as it is: something may have come to hang on it.
DownloadBook::ChangeOfMany changeToRemoved(std::shared_ptr<RemovalWork> work)
{
    return [work](Download &row, qint64) -> Result<QString> {
        const bool isInside = work->path(row).startsWith(work->home);
        if (!canGiveUpFile(row) || !isInside) {
            if (!isInside)
                work->removed.notes.append(
                    u"The file of download %1 does not lie in the folder of packages."_s.arg(number(row.key)));
            return fail(ErrorKind::Conflict, u"Its file is needed."_s);
        }
        if (work->judged.isValid() && !row.fileRemovedUtc.isValid() && row.storedUtc > work->judged)
            return fail(ErrorKind::Conflict, u"It was fetched again meanwhile."_s);
        row.fileRemovedUtc = work->now;
        return QString();
    };
}

/// Removes it while nobody else can write: who takes the file for its own later sees that it is gone.
DownloadBook::ChangeOfMany changeToGone(std::shared_ptr<RemovalWork> work)
{
    return [work](Download &row, qint64 users) -> Result<QString> {
        if (!std::exchange(work->isFirst, false) && work->time.hasExpired()) {
            work->left.append(row.key);
            return fail(ErrorKind::Conflict, u"It goes later."_s);
        }
        if (!canGiveUpFile(row) || !row.fileRemovedUtc.isValid())
            return fail(ErrorKind::Conflict, u"It was fetched again meanwhile."_s);
        const QString path = work->path(row);
        const bool isShared = users > 1;
        QFile file(path);
        const bool wasThere = file.exists();
        if (!isShared && wasThere && !file.remove()) {
            row.fileRemovedUtc = {};
            work->removed.notes.append(
                u"%1 could not be removed: %2."_s.arg(QDir::toNativeSeparators(path), file.errorString()));
            return QString();
        }
        const QString text = u"File removed %1: %2."_s.arg(work->why, row.file);
        row.file.clear();
        ++work->removed.files;
        work->removed.bytes += isShared || !wasThere ? 0 : row.bytes.value_or(0);
        (void)QDir().rmdir(QFileInfo(path).absolutePath()); // only when it is empty
        return text;
    };
}

/// By age: when the file may go at the earliest.
bool isTooOld(const Download &download, const Retention &retention, const QDateTime &now)
{
    if (!retention.maxAge)
        return false;
    const qint64 factor = download.state == DownloadState::Damaged ? damagedFactor : 1;
    return arrived(download).secsTo(now) > qint64(retention.maxAge->count()) * daySeconds * factor;
}

/// Of rows, the newest first, what is to go; the oldest first.
QList<DownloadKey> tooMuch(const QList<Download> &rows, const Retention &retention, const QDateTime &now)
{
    qint64 kept = 0;
    QSet<QString> counted;
    for (const Download &row : rows) {
        if (!row.file.isEmpty() && !counted.contains(row.file))
            kept += row.bytes.value_or(0);
        counted.insert(row.file);
    }
    QList<DownloadKey> going;
    for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
        const bool isLeftover = row->fileRemovedUtc.isValid() && !row->file.isEmpty();
        const bool isFresh = arrived(*row).secsTo(now) < daySeconds;
        const bool isOverSize =
            retention.maxBytes && kept > *retention.maxBytes && row->state != DownloadState::Damaged;
        if (row->file.isEmpty() || !canGiveUpFile(*row))
            continue;
        if (!isLeftover && (isFresh || !(isTooOld(*row, retention, now) || isOverSize)))
            continue;
        going.append(row->key);
        kept -= row->bytes.value_or(0);
    }
    return going;
}

Result<Retention> retentionOf(const Result<QString> &days, const Result<QString> &bytes)
{
    if (!days || !bytes)
        return fail(days ? bytes.error() : days.error());
    Retention retention;
    retention.maxAge = ageFrom(days->toLongLong());
    if (const qint64 number = bytes->toLongLong(); number > 0)
        retention.maxBytes = number;
    return retention;
}

// Made here: g++ 12 destroys twice what a lambda in a coroutine captured.
auto tooMuchOf(const Retention &retention, const QDateTime &now)
{
    return [retention, now](const DownloadReader &reader) -> Result<QList<DownloadKey>> {
        const auto rows = reader.downloads({});
        if (!rows)
            return fail(rows.error());
        return tooMuch(*rows, retention, now);
    };
}
} // namespace

Result<Retention> packageRetention(const Journal &journal)
{
    return retentionOf(journal.fact(daysFact), journal.fact(bytesFact));
}

Result<Retention> packageRetention(JournalReader &journal)
{
    return retentionOf(journal.fact(daysFact), journal.fact(bytesFact));
}

QCoro::Task<Result<void>> keepPackageRetention(Journal *journal, Retention retention)
{
    QString days = retention.maxAge ? QString::number(retention.maxAge->count()) : u"0"_s;
    QString bytes = QString::number(retention.maxBytes.value_or(0));
    const auto kept = co_await journal->keepFact(daysFact, days);
    if (!kept)
        co_return fail(kept.error());
    const auto done = co_await journal->keepFact(bytesFact, bytes);
    if (!done)
        co_return fail(done.error());
    co_return Result<void>();
}

bool canGiveUpFile(const Download &download)
{
    const bool isDone = download.state == DownloadState::Acknowledged || download.state == DownloadState::Damaged ||
                        (download.kind == DownloadKind::Exported && download.state == DownloadState::Stored);
    return isDone && !download.file.isEmpty() && download.followUp != FollowUp::Due &&
           download.followUp != FollowUp::Begun;
}

QCoro::Task<Result<RemovedFiles>> FileRemoval::run(QList<DownloadKey> keys, QString why, std::stop_token stop,
                                                   std::shared_ptr<RemovalProgress> progress) const
{
    return remove(std::move(keys), std::move(why), {}, std::move(stop), std::move(progress));
}

QCoro::Task<Result<RemovedFiles>> FileRemoval::remove(QList<DownloadKey> keys, QString why, QDateTime judged,
                                                      std::stop_token stop,
                                                      std::shared_ptr<RemovalProgress> progress) const
{
    auto work = std::make_shared<RemovalWork>();
    work->home = QDir::cleanPath(m_store.folder()) + u'/';
    work->why = why;
    work->judged = judged;
    if (progress)
        progress->all = keys.size();
    const DownloadBook::ChangeOfMany begin = changeToRemoved(work), gone = changeToGone(work);
    for (qsizetype at = 0; at < keys.size() && !stop.stop_requested(); at += mostAtOnce) {
        work->now = m_clock->utcNow();
        const QList<DownloadKey> some = keys.mid(at, mostAtOnce);
        const auto begun = co_await m_book->commitAll(some, begin);
        if (!begun)
            co_return fail(begun.error());
        // What the rows say already is done, also where it was stopped meanwhile.
        work->left = *begun;
        while (!work->left.isEmpty()) {
            const QList<DownloadKey> going = std::exchange(work->left, {});
            work->isFirst = true;
            work->time.setRemainingTime(longestAtOnce);
            const auto written = co_await m_book->commitAll(going, gone);
            if (!written)
                co_return fail(written.error());
            if (progress)
                progress->through = at + some.size() - work->left.size();
        }
        if (progress)
            progress->through = at + some.size();
    }
    co_return work->removed;
}

QCoro::Task<Result<RemovedFiles>> FileRemoval::apply(Retention retention, std::stop_token stop,
                                                     std::shared_ptr<RemovalProgress> progress) const
{
    const QDateTime now = m_clock->utcNow();
    auto asked = m_book->answer(tooMuchOf(retention, now));
    const auto going = co_await asked;
    if (!going)
        co_return fail(going.error());
    QString why = u"by retention"_s;
    auto removed = co_await remove(*going, why, now, stop, progress);
    co_return removed;
}

PackageCare::PackageCare(Journal *journal, DownloadBook *book, EnvironmentStore *environments, QString profileFolder,
                         std::shared_ptr<const Clock> clock)
    : m_journal(journal), m_book(book), m_environments(environments), m_profile(std::move(profileFolder)),
      m_clock(std::move(clock))
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.setInterval(between);
        look();
    });
}

PackageCare::~PackageCare()
{
    m_stop.request_stop();
}

void PackageCare::start()
{
    m_timer.start(firstLook);
}

void PackageCare::look()
{
    if (m_isAtIt)
        return;
    auto turn = FileLock::tryTake(m_profile + u"/packages.lock"_s);
    if (!turn || !*turn)
        return;
    m_isAtIt = true;
    round(this, std::move(*turn));
}

QCoro::Task<void> PackageCare::end()
{
    m_stop.request_stop();
    m_timer.stop();
    if (m_isAtIt)
        co_await qCoro(this, &PackageCare::roundEnded);
}

QCoro::Task<void> PackageCare::round(QPointer<PackageCare> self, std::unique_ptr<FileLock> turn)
{
    const std::stop_token stop = self->m_stop.get_token();
    const auto settled =
        co_await settleAllFollowUps(self->m_profile, self->m_book, self->m_environments, self->m_clock, stop);
    if (!self)
        co_return;
    auto asked = self->m_journal->answer([](JournalReader &journal) { return packageRetention(journal); });
    const auto retention = co_await asked;
    if (!self)
        co_return;
    Result<RemovedFiles> removed = RemovedFiles();
    if (!settled || !retention)
        removed = fail(settled ? retention.error() : settled.error());
    if (removed) {
        const FileRemoval removal(self->m_book, DownloadStore(self->m_profile), self->m_clock);
        const Retention wanted = *retention;
        removed = co_await removal.apply(wanted, stop);
    }
    turn.reset();
    if (!self)
        co_return;
    self->m_isAtIt = false;
    if (!removed)
        emit self->failed(removed.error());
    else if (!removed->notes.isEmpty())
        emit self->failed(Error{ErrorKind::Storage, removed->notes.join(u' '), {}, 0, {}});
    emit self->roundEnded();
}

} // namespace waybill
