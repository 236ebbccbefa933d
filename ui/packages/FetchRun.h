#pragma once

#include "ui/packages/PackagesServices.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace waybill {

/// One fetch or export under way, with its progress: packages of one job after the other, one package again, or an
/// export. Destroying it stops it. GUI thread.
class FetchRun final : public QObject
{
    Q_OBJECT

public:
    explicit FetchRun(PackagesServices services, QObject *parent = nullptr);
    ~FetchRun() override;

    /// Each starts the work and returns; not while another one runs.
    void fetch(const QString &environment, const QStringList &jobs, FetchMode mode);
    void fetchAgain(const Download &download);
    void exportNow(const QString &environment, const QString &project, const QString &company);
    /// What is under way ends soon; what was taken from the service stays in the book.
    void stop();

    bool isRunning() const { return m_work != nullptr; }
    /// The job that is fetched from just now; empty while nothing is.
    QString job() const;
    /// What is being done in a sentence: packages, bytes, rate, time left.
    QString words() const;
    /// 0 to 1 of the package under way, where its size is known.
    std::optional<double> part() const;

signals:
    void begun();
    void progressed();
    /// With how many packages, and why it ended before nothing waited (may be empty).
    void done(const QList<waybill::DownloadKey> &keys, const QString &sentence);
    void failed(const waybill::Error &error);
    /// After either of them.
    void over();

private:
    struct Work;
    std::shared_ptr<Work> begin(const QString &what, const QStringList &jobs);
    void measure();
    void end(const std::shared_ptr<Work> &work, const Result<QString> &outcome);
    static QCoro::Task<void> drain(QPointer<FetchRun> self, std::shared_ptr<Work> work, FetchMode mode);
    static QCoro::Task<void> single(QPointer<FetchRun> self, std::shared_ptr<Work> work,
                                    QCoro::Task<Result<Download>> task);

    PackagesServices m_services;
    std::shared_ptr<Work> m_work; ///< null while nothing is under way
    QTimer m_tick;
    QElapsedTimer m_time;
    qint64 m_lastReceived = 0, m_lastAt = 0;
    double m_rate = 0; ///< bytes a second, smoothed
};

} // namespace waybill
