#include "ui/packages/FetchRun.h"

#include "ui/packages/Counted.h"
#include "ui/widgets/Texts.h"

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Where the next job would meet it too.
bool isOfAllJobs(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::NotSignedIn:
    case ErrorKind::Secret:
    case ErrorKind::Storage:
    case ErrorKind::Throttled:
    case ErrorKind::Unreachable:
        return true;
    default:
        return false;
    }
}

} // namespace

/// What the coroutine and the run share; the coroutine keeps it alive.
struct FetchRun::Work {
    QString environment;
    QStringList jobs;
    qsizetype at = 0; ///< of jobs
    QString what;     ///< what is fetched, for the words
    std::shared_ptr<FetchProgress> progress = std::make_shared<FetchProgress>();
    std::stop_source stop;
    QList<DownloadKey> keys;
    QStringList notes;
    std::optional<Error> fault; ///< the first of them

    /// Says of which job it is where there are several.
    void note(const QString &job, const QString &words)
    {
        if (!words.isEmpty())
            notes << (jobs.size() > 1 ? FetchRun::tr("%1: %2").arg(job, words) : words);
    }
};

FetchRun::FetchRun(PackagesServices services, QObject *parent) : QObject(parent), m_services(std::move(services))
{
    m_tick.setInterval(200ms);
    connect(&m_tick, &QTimer::timeout, this, &FetchRun::measure);
}

FetchRun::~FetchRun()
{
    stop();
}

void FetchRun::stop()
{
    if (m_work)
        m_work->stop.request_stop();
}

QString FetchRun::job() const
{
    return m_work && m_work->at < m_work->jobs.size() ? m_work->jobs[m_work->at] : QString();
}

std::optional<double> FetchRun::part() const
{
    if (!m_work || !m_work->progress->total || *m_work->progress->total <= 0)
        return std::nullopt;
    return qBound(0.0, double(m_work->progress->received) / double(*m_work->progress->total), 1.0);
}

QString FetchRun::words() const
{
    if (!m_work)
        return {};
    const FetchProgress &progress = *m_work->progress;
    QStringList parts{job().isEmpty() ? m_work->what : tr("From %1").arg(job())};
    if (progress.packages > 0)
        parts << counted(progress.packages, tr("1 package stored"), tr("%1 packages stored"));
    if (m_work->stop.stop_requested()) {
        parts << tr("ending…");
        return parts.join(u" · "_s);
    }
    if (progress.received > 0)
        parts << (progress.total ? tr("%1 of %2").arg(texts::bytes(progress.received), texts::bytes(*progress.total))
                                 : texts::bytes(progress.received));
    else if (!progress.stage.isEmpty())
        parts << progress.stage;
    if (progress.received > 0 && m_rate > 0) {
        parts << tr("%1/s").arg(texts::bytes(qint64(m_rate)));
        if (progress.total && *progress.total > progress.received) {
            const double left = double(*progress.total - progress.received) / m_rate;
            parts << tr("%1 left").arg(texts::age(std::chrono::milliseconds(qint64(left * 1000))));
        }
    }
    return parts.join(u" · "_s);
}

void FetchRun::measure()
{
    const qint64 now = m_time.elapsed(), received = m_work->progress->received;
    if (received < m_lastReceived) { // the next package
        m_rate = 0;
    } else if (now > m_lastAt) {
        const double fresh = double(received - m_lastReceived) * 1000 / double(now - m_lastAt);
        m_rate = m_rate > 0 ? m_rate * 0.7 + fresh * 0.3 : fresh;
    }
    m_lastReceived = received;
    m_lastAt = now;
    emit progressed();
}

std::shared_ptr<FetchRun::Work> FetchRun::begin(const QString &what, const QStringList &jobs)
{
    m_work = std::make_shared<Work>();
    m_work->what = what;
    m_work->jobs = jobs;
    m_time.start();
    m_lastReceived = m_lastAt = 0;
    m_rate = 0;
    m_tick.start();
    emit begun();
    return m_work;
}

void FetchRun::end(const std::shared_ptr<Work> &work, const Result<QString> &outcome)
{
    m_work.reset();
    m_tick.stop();
    if (outcome)
        emit done(work->keys, *outcome);
    else
        emit failed(outcome.error());
    emit over();
}

void FetchRun::fetch(const QString &environment, const QStringList &jobs, FetchMode mode)
{
    if (m_work)
        return;
    const auto work = begin(tr("Fetching"), jobs);
    work->environment = environment;
    drain(this, work, mode);
}

void FetchRun::fetchAgain(const Download &download)
{
    if (m_work)
        return;
    const auto work = begin(tr("Fetching again"), {download.job});
    single(this, work, m_services.fetchAgain(download.key, work->progress, work->stop.get_token()));
}

void FetchRun::exportNow(const QString &environment, const QString &project, const QString &company)
{
    if (m_work)
        return;
    const auto work = begin(tr("Exporting %1").arg(project), {});
    single(this, work, m_services.exportNow(environment, project, company, work->progress, work->stop.get_token()));
}

QCoro::Task<void> FetchRun::drain(QPointer<FetchRun> self, std::shared_ptr<Work> work, FetchMode mode)
{
    const auto fetch = self->m_services.fetch;
    for (; work->at < work->jobs.size() && !work->stop.stop_requested(); ++work->at) {
        const QString job = work->jobs[work->at];
        auto outcome = co_await fetch(work->environment, job, mode, work->progress, work->stop.get_token());
        if (!self)
            co_return;
        if (outcome) {
            work->keys += outcome->keys;
            work->note(job, outcome->note);
            continue;
        }
        const Error &error = outcome.error();
        if (!work->fault)
            work->fault = error;
        work->note(job, error.message);
        if (isOfAllJobs(error.kind))
            break;
    }
    if (work->fault && work->keys.isEmpty())
        self->end(work, fail(*work->fault));
    else
        self->end(work, work->notes.join(u'\n'));
}

QCoro::Task<void> FetchRun::single(QPointer<FetchRun> self, std::shared_ptr<Work> work,
                                   QCoro::Task<Result<Download>> task)
{
    auto download = co_await std::move(task);
    if (!self)
        co_return;
    if (!download) {
        self->end(work, fail(download.error()));
        co_return;
    }
    work->keys << download->key;
    self->end(work, QString());
}

} // namespace waybill
