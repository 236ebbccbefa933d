#include "ui/explore/ExportRun.h"

#include "ui/explore/StoreRows.h"

#include <QFileInfo>
#include <QPointer>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Shared by the coroutine and its workers; the members from `target` on are used by one of them at a time.
struct ExportRun::Work {
    ExportJob job;
    std::shared_ptr<HttpClient> client; ///< null for rows of a store
    std::stop_source stop;
    QElapsedTimer clock;
    std::atomic<qint64> done = 0;
    std::unique_ptr<PageReader> reader; ///< GUI thread
    std::unique_ptr<RowExport> target;
    QStringList notes;
    QString keptPart;
};

ExportRun::ExportRun(ExploreServices services, QString environment, QObject *parent)
    : QObject(parent), m_services(std::move(services)), m_environment(std::move(environment))
{
    m_tick.setInterval(200ms);
    connect(&m_tick, &QTimer::timeout, this, &ExportRun::progressed);
}

ExportRun::~ExportRun()
{
    stop();
}

void ExportRun::start(const ExportJob &job)
{
    auto work = std::make_shared<Work>();
    work->job = job;
    if (!job.loaded) {
        auto client = m_services.client(m_environment);
        if (!client) {
            emit failed(client.error());
            return;
        }
        work->client = *client;
    }
    m_keptPart.clear();
    work->clock.start();
    m_work = work;
    m_tick.start();
    run(this, work);
    emit progressed();
}

void ExportRun::stop()
{
    if (m_work)
        m_work->stop.request_stop();
}

qint64 ExportRun::rows() const
{
    if (!m_work)
        return 0;
    return m_work->reader ? m_work->reader->progress().rows : m_work->done.load();
}

std::optional<qint64> ExportRun::total() const
{
    if (m_work && m_work->job.loaded)
        return m_work->job.rows ? qint64(m_work->job.rows->size()) : m_work->job.loaded->rows();
    return m_work && m_work->reader ? m_work->reader->progress().total : std::nullopt;
}

QString ExportRun::trouble() const
{
    return m_work && m_work->reader ? m_work->reader->progress().trouble : QString();
}

Result<void> ExportRun::open(std::shared_ptr<Work> work)
{
    const ExportJob &job = work->job;
    auto target = RowExport::toFile(job.path, job.format, job.name, job.columns, job.csv);
    if (!target)
        return fail(target.error());
    work->target = std::move(*target);
    return {};
}

Result<void> ExportRun::writeLoaded(std::shared_ptr<Work> work)
{
    const ExportJob &job = work->job;
    return writeRows(*job.loaded, job.columns, job.rows.get(), work->target->writer(), work->done,
                     work->stop.get_token());
}

Result<void> ExportRun::close(std::shared_ptr<Work> work, bool good)
{
    Result<void> closed;
    if (good)
        closed = work->target->finish();
    if (!good || !closed)
        work->target->abandon();
    work->notes = work->target->notes();
    work->keptPart = good && closed ? QString() : work->target->keptPart();
    work->target.reset();
    return closed;
}

QCoro::Task<Result<bool>> ExportRun::streamed(std::shared_ptr<Work> work)
{
    PageReader::Rules rules;
    rules.mostRows = work->job.rowCap.value_or(rules.mostRows);
    work->reader = std::make_unique<PageReader>(work->client, &work->target->sink(), rules);
    const auto end = co_await work->reader->read(work->job.url, work->stop.get_token());
    if (!end)
        co_return fail(end.error());
    co_return *end == PageReader::End::Complete;
}

QCoro::Task<void> ExportRun::run(ExportRun *run, std::shared_ptr<Work> work)
{
    const QPointer<ExportRun> self(run);
    const auto opening = QtConcurrent::run(&ExportRun::open, work);
    const auto opened = co_await opening;
    if (!opened) {
        if (self)
            self->end(fail(opened.error()));
        co_return;
    }
    Result<bool> written = true;
    if (work->job.loaded) {
        const auto writing = QtConcurrent::run(&ExportRun::writeLoaded, work);
        const auto result = co_await writing;
        if (!result)
            written = fail(result.error());
    } else {
        written = co_await streamed(work);
    }
    const auto closing = QtConcurrent::run(&ExportRun::close, work, written.has_value());
    const auto closed = co_await closing;
    if (!self)
        co_return;
    ExportOutcome outcome{self->rows(), QFileInfo(work->job.path).size(),
                          std::chrono::milliseconds(work->clock.elapsed()), written.value_or(false), work->notes};
    if (!written)
        self->end(fail(written.error()));
    else if (!closed)
        self->end(fail(closed.error()));
    else
        self->end(outcome);
}

void ExportRun::end(const Result<ExportOutcome> &outcome)
{
    m_tick.stop();
    const auto work = std::exchange(m_work, nullptr);
    m_keptPart = work->keptPart;
    if (outcome)
        emit done(*outcome);
    else
        emit failed(outcome.error());
}

} // namespace waybill
