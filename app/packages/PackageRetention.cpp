#include "app/packages/PackageRetention.h"

#include "app/journal/FileLock.h"
#include "app/journal/Journal.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

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

/// Inside the transaction, where the row is as it is: something may have come to hang on it.
DownloadBook::Change changeToRemoved(const QString &file, const QDateTime &now)
{
    return [file, now](Download &row) -> Result<void> {
        if (row.file != file || !canGiveUpFile(row))
            return fail(ErrorKind::Conflict, u"Its file is needed."_s);
        row.fileRemovedUtc = now;
        return {};
    };
}

DownloadBook::Change changeToGone(std::optional<Error> error)
{
    return [error](Download &row) -> Result<void> {
        row.file.clear();
        row.error = error;
        return {};
    };
}

DownloadBook::Change changeToStillThere(std::optional<Error> error)
{
    return [error](Download &row) -> Result<void> {
        row.fileRemovedUtc = {};
        row.error = error;
        return {};
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
} // namespace

Result<Retention> packageRetention(const Journal &journal)
{
    const auto days = journal.fact(daysFact), bytes = journal.fact(bytesFact);
    if (!days || !bytes)
        return fail(days ? bytes.error() : days.error());
    Retention retention;
    if (const qint64 number = days->toLongLong(); number > 0)
        retention.maxAge = std::chrono::days(number);
    if (const qint64 number = bytes->toLongLong(); number > 0)
        retention.maxBytes = number;
    return retention;
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

QCoro::Task<Result<RemovedFiles>> FileRemoval::run(QList<DownloadKey> keys, QString why, std::stop_token stop) const
{
    RemovedFiles removed;
    const QString home = QDir::cleanPath(m_store.folder()) + u'/';
    for (const DownloadKey key : keys) {
        if (stop.stop_requested())
            break;
        const auto known = m_book->download(key);
        if (!known)
            co_return fail(known.error());
        if (!*known || !canGiveUpFile(**known))
            continue;
        const Download row = **known;
        const QString path = QDir::cleanPath(m_store.path(row.file));
        if (!path.startsWith(home)) {
            removed.notes.append(u"The file of download %1 does not lie in the folder of packages."_s.arg(number(key)));
            continue;
        }
        const DownloadBook::Change begin = changeToRemoved(row.file, m_clock->utcNow());
        const auto begun = co_await m_book->commit(key, begin);
        if (!begun && begun.error().kind == ErrorKind::Conflict)
            continue;
        if (!begun)
            co_return fail(begun.error());
        // Asked now, and nothing is waited for until the file is gone: who takes it for its own later sees that.
        const auto users = m_book->users(row.file);
        if (!users)
            co_return fail(users.error());
        const bool isShared = *users > 1;
        QFile file(path);
        const bool wasThere = file.exists();
        if (!isShared && wasThere && !file.remove()) {
            const QString reason = file.errorString();
            const DownloadBook::Change undo = changeToStillThere(row.error);
            const auto undone = co_await m_book->commit(key, undo);
            if (!undone)
                co_return fail(undone.error());
            removed.notes.append(u"%1 could not be removed: %2."_s.arg(QDir::toNativeSeparators(path), reason));
            continue;
        }
        const DownloadBook::Change gone = changeToGone(row.error);
        QString text = u"File removed %1: %2."_s.arg(why, row.file);
        const auto written = co_await m_book->commit(key, gone, text);
        if (!written)
            co_return fail(written.error());
        ++removed.files;
        removed.bytes += isShared || !wasThere ? 0 : row.bytes.value_or(0);
        (void)QDir().rmdir(QFileInfo(path).absolutePath()); // only when it is empty
    }
    co_return removed;
}

QCoro::Task<Result<RemovedFiles>> FileRemoval::apply(Retention retention, std::stop_token stop) const
{
    const auto rows = m_book->downloads({});
    if (!rows)
        co_return fail(rows.error());
    QList<DownloadKey> going = tooMuch(*rows, retention, m_clock->utcNow());
    QString why = u"by retention"_s;
    auto removed = co_await run(going, why, stop);
    co_return removed;
}

PackageCare::PackageCare(Journal *journal, DownloadBook *book, QString profileFolder,
                         std::shared_ptr<const Clock> clock)
    : m_journal(journal), m_book(book), m_profile(std::move(profileFolder)), m_clock(std::move(clock))
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

QCoro::Task<void> PackageCare::round(QPointer<PackageCare> self, std::unique_ptr<FileLock> turn)
{
    const auto retention = packageRetention(*self->m_journal);
    Result<RemovedFiles> removed = retention ? Result<RemovedFiles>(RemovedFiles()) : fail(retention.error());
    if (retention) {
        const FileRemoval removal(self->m_book, DownloadStore(self->m_profile), self->m_clock);
        const Retention wanted = *retention;
        const std::stop_token stop = self->m_stop.get_token();
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
