#pragma once

#include "app/base/Clock.h"
#include "app/journal/DownloadBook.h"
#include "app/journal/Retention.h"
#include "app/packages/DownloadStore.h"

#include <QPointer>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace waybill {

class EnvironmentStore;
class FileLock;

/// Which files of packages are kept, by the age of a file here and the bytes of all of them; what is not set keeps
/// everything. Rows stay whatever it says, and so do files that somebody may still need: whose package is not
/// acknowledged, on which something is to follow, and that came within a day. A damaged one stays three times as long
/// as the age says, and goes by its age alone.
Result<Retention> packageRetention(const Journal &journal);
/// The same for another thread.
Result<Retention> packageRetention(JournalReader &journal);
QCoro::Task<Result<void>> keepPackageRetention(Journal *journal, Retention retention);

/// What was given up.
struct RemovedFiles {
    qint64 files = 0;
    qint64 bytes = 0;
    QStringList notes; ///< what could not be removed, and why
};

/// Whether the file of a package may be given up by somebody who asks for it: nothing hangs on it any more.
bool canGiveUpFile(const Download &download);

/// How far a removal is. Written in the journal's thread, looked at there.
struct RemovalProgress {
    qint64 through = 0; ///< of the files that are to go
    qint64 all = 0;
};

/// Gives files up, of the store alone. In the row stands first that its file was removed, and by what (`why`, such as
/// `by retention`), then it is. Files that another row needs stay. Many go in one transaction, in the journal's own
/// thread, so that the journal tells of them together; what stops it is looked at in between. An error is one of the
/// journal.
class FileRemoval
{
public:
    /// `book` outlives what run() gives.
    FileRemoval(DownloadBook *book, DownloadStore store, std::shared_ptr<const Clock> clock)
        : m_book(book), m_store(std::move(store)), m_clock(std::move(clock))
    {
    }
    /// Nobody may look at the progress: then it is null.
    QCoro::Task<Result<RemovedFiles>> run(QList<DownloadKey> keys, QString why, std::stop_token stop,
                                          std::shared_ptr<RemovalProgress> progress = {}) const;
    /// All that `retention` does not keep, the oldest first; and what an earlier removal left half done.
    QCoro::Task<Result<RemovedFiles>> apply(Retention retention, std::stop_token stop,
                                            std::shared_ptr<RemovalProgress> progress = {}) const;

private:
    /// What came later than `judged`, if that is a time, stays: it is another file than the one that was to go.
    QCoro::Task<Result<RemovedFiles>> remove(QList<DownloadKey> keys, QString why, QDateTime judged,
                                             std::stop_token stop, std::shared_ptr<RemovalProgress> progress) const;

    DownloadBook *m_book;
    DownloadStore m_store;
    std::shared_ptr<const Clock> m_clock;
};

/// Goes on with what a program that died left to follow (settleAllFollowUps), and then applies what is kept of
/// packages, while nobody waits: first after two minutes, then every hour, in one program of a
/// profile at a time (`packages.lock`). Lives in the journal's thread and ends before it.
class PackageCare : public QObject
{
    Q_OBJECT
public:
    PackageCare(Journal *journal, DownloadBook *book, EnvironmentStore *environments, QString profileFolder,
                std::shared_ptr<const Clock> clock);
    ~PackageCare() override;

    void start();
    void look();
    /// Looks no more, and ends what it is at; done when it is at nothing.
    QCoro::Task<void> end();

signals:
    void failed(const waybill::Error &error);
    void roundEnded();

private:
    static QCoro::Task<void> round(QPointer<PackageCare> self, std::unique_ptr<FileLock> turn);

    Journal *m_journal;
    DownloadBook *m_book;
    EnvironmentStore *m_environments;
    QString m_profile;
    std::shared_ptr<const Clock> m_clock;
    QTimer m_timer;
    std::stop_source m_stop;
    bool m_isAtIt = false;
};

} // namespace waybill
