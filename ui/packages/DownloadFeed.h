#pragma once

#include "app/journal/Download.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <vector>

namespace waybill {

class DownloadBook;

/// Rows of downloads, newest first, and what is known of all jobs of their environment.
struct DownloadNews {
    QList<Download> downloads;
    QList<JobLook> looks;
};

/// Tells of the downloads of an environment: of all when it is chosen, then of each that the book says was changed. All
/// reading is done in a thread of its own. GUI thread.
class DownloadFeed final : public QObject
{
    Q_OBJECT

public:
    /// More downloads than these are not told of: they are on the command line only.
    static constexpr qsizetype mostTold = 5'000;

    explicit DownloadFeed(DownloadBook *book, QObject *parent = nullptr);
    /// Waits for the one read that is under way.
    ~DownloadFeed() override;

    const QString &environment() const { return m_environment; }
    /// Another one; renewed() comes, and nothing more of the one before.
    void setEnvironment(const QString &environment);
    /// Reads again what is known of the jobs; changed() comes.
    void lookAgain();
    /// Whether there is something left to be told.
    bool isReading() const { return m_isReading || m_wantsAll || m_wantsLooks || !m_changed.isEmpty(); }
    /// Calls `then` as soon as there is nothing left to be told; at once where that is so. Not when another environment
    /// is chosen before.
    void whenTold(std::function<void()> then);

signals:
    void renewed(const waybill::DownloadNews &news);
    /// A part of what changed, so that the window can be drawn in between.
    void changed(const waybill::DownloadNews &news);
    void failed(const waybill::Error &error);

private:
    struct Worker;
    void take(const QList<DownloadKey> &keys);
    /// Asks for what is wanted, unless something is being read; calls those who wait where nothing is.
    void goOn();
    void tell(quint64 view, bool isAll, const Result<DownloadNews> &read);

    Worker *m_worker; ///< lives in m_thread and ends with it
    QString m_environment;
    quint64 m_view = 0; ///< counted on with each environment
    bool m_wantsAll = false;
    bool m_hasAll = false; ///< all were told; where they could not be read the next change asks again
    bool m_wantsLooks = false;
    QList<DownloadKey> m_changed; ///< not asked for yet
    bool m_isReading = false;
    std::vector<std::function<void()>> m_waiting;
    QThread m_thread;
};

} // namespace waybill
