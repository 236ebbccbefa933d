#include "ui/explore/QueryRun.h"

#include "app/http/Origin.h"
#include "app/http/ReadOnly.h"
#include "ui/explore/StoreSink.h"
#include "ui/widgets/Texts.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

struct QueryRun::Reading {
    Reading(std::shared_ptr<HttpClient> to, PageReader::Rules rules) : client(to), reader(std::move(to), &sink, rules)
    {
    }

    std::shared_ptr<HttpClient> client;
    StoreSink sink;
    PageReader reader;
    std::stop_source stop;
};

QueryRun::QueryRun(ExploreServices services, QString environment, RowMemory *memory, QObject *parent)
    : QObject(parent), m_services(std::move(services)), m_environment(std::move(environment)), m_memory(memory)
{
    connect(memory, &RowMemory::changed, this, &QueryRun::changed);
}

QueryRun::~QueryRun()
{
    m_countStop.request_stop();
    if (m_reading)
        m_reading->stop.request_stop();
    m_memory->disconnect(this);
    m_memory->setUsed(this, 0);
}

Result<std::shared_ptr<HttpClient>> QueryRun::client()
{
    auto client = m_services.client(m_environment);
    if (client && m_gate != &(*client)->gate()) {
        m_gate = &(*client)->gate();
        connect(m_gate, &ThrottleGate::changed, this, &QueryRun::changed);
    }
    return client;
}

void QueryRun::start(const Request &request)
{
    cancel();
    m_countStop.request_stop();
    m_request = request;
    m_store = std::make_shared<RowStore>();
    m_memory->setUsed(this, 0);
    m_progress = {};
    m_pagesBefore = m_bytesBefore = 0;
    m_timeBefore = 0ms;
    m_isLargeWanted = false;
    m_isMuchWanted = false;
    m_estimate.reset();
    m_capNote.clear();
    m_nextLink.clear();
    emit storeChanged();
    const auto known = m_counted == request ? m_total : std::nullopt;
    count(request);
    m_total = known; // until it is counted again
    readFrom(request.url);
}

void QueryRun::count(const Request &request)
{
    m_countStop.request_stop();
    m_countStop = std::stop_source();
    m_total.reset();
    m_countError.reset();
    m_counted = request;
    const auto to = client();
    m_isCounting = to.has_value();
    if (to)
        askCount(this, *to, request.url, m_countStop.get_token());
    else
        m_countError = to.error();
    emit changed();
}

QCoro::Task<void> QueryRun::askCount(QueryRun *run, std::shared_ptr<HttpClient> client, QUrl url, std::stop_token stop)
{
    const QPointer<QueryRun> self(run);
    const auto counted = co_await countRows(client, url, stop);
    if (self && !stop.stop_requested())
        self->takeCount(counted);
}

void QueryRun::takeCount(const Result<qint64> &count)
{
    m_isCounting = false;
    if (count) {
        qint64 total = qMax<qint64>(0, *count - m_counted.skip.value_or(0));
        if (m_counted.top)
            total = std::min(total, *m_counted.top);
        m_total = total;
        askIfLarge();
    } else {
        m_countError = count.error();
    }
    emit changed();
}

void QueryRun::readFrom(const QUrl &url)
{
    m_error.reset();
    m_endedForMemory = false;
    const auto to = client();
    if (!to) {
        m_error = to.error();
        setStage(Stage::Stopped);
        emit ended();
        return;
    }
    PageReader::Rules rules;
    if (m_request.rowCap)
        rules.mostRows = qMax<qint64>(0, *m_request.rowCap - rows());
    m_progress = {};
    m_reading = std::make_shared<Reading>(*to, rules);
    connect(&m_reading->reader, &PageReader::progressed, this, &QueryRun::progressed);
    m_clock.start();
    setStage(Stage::Reading);
    read(this, m_reading, url);
}

QCoro::Task<void> QueryRun::read(QueryRun *run, std::shared_ptr<Reading> reading, QUrl url)
{
    const QPointer<QueryRun> self(run);
    const auto end = co_await reading->reader.read(url, reading->stop.get_token());
    if (self && self->m_reading == reading)
        self->end(end);
}

void QueryRun::takeBlocks()
{
    auto taken = m_reading->sink.taken();
    for (auto &block : taken.blocks) {
        if (const auto appended = m_store->append(std::move(block)); !appended) {
            m_error = appended.error();
            m_reading->stop.request_stop();
        }
    }
    m_nextLink = std::move(taken.nextLink);
    m_memory->setUsed(this, m_store->bytes());
}

void QueryRun::progressed()
{
    const bool isFirst = m_progress.pages == 0 && m_pagesBefore == 0;
    m_progress = m_reading->reader.progress();
    takeBlocks();
    if (isFirst && m_progress.pages == 1) {
        m_firstPage = time();
        m_firstRows = m_progress.rows;
        m_firstBytes = m_progress.bytes;
    }
    askIfLarge();
    emit changed();
}

void QueryRun::askIfLarge()
{
    const std::optional<qint64> total = readTotal();
    if (total && m_firstRows > 0)
        m_estimate = estimateOf(m_request.rowCap ? std::min(*total, *m_request.rowCap) : *total, m_firstRows,
                                m_firstBytes, m_firstPage);
    if (m_stage != Stage::Reading || m_progress.pages == 0 || m_nextLink.empty())
        return;
    if (m_memory->isFull()) {
        m_endedForMemory = true;
        leave();
        return;
    }
    const qint64 expected = std::min(total.value_or(rows()), m_request.rowCap.value_or(total.value_or(rows())));
    const bool isLarge = !m_isLargeWanted && (expected > largeRead || rows() >= largeRead);
    const bool isMuch = !m_isMuchWanted && m_memory->isNearlyFull();
    if (!isLarge && !isMuch)
        return;
    m_asksForMemory = isMuch;
    m_reading->reader.pause();
    m_timeBefore = time();
    setStage(Stage::Asking);
}

void QueryRun::end(const Result<PageReader::End> &end)
{
    const auto taken = time();
    m_progress = m_reading->reader.progress();
    takeBlocks();
    m_pagesBefore += m_progress.pages;
    m_bytesBefore += m_progress.bytes;
    m_timeBefore = taken;
    m_reading.reset();
    if (!end && !m_error && end.error().kind != ErrorKind::Cancelled)
        m_error = end.error();
    m_progress.pages = m_progress.bytes = 0;
    m_progress.trouble.clear();
    if (end && *end == PageReader::End::RowLimit)
        m_capNote = tr("This environment is set to read at most %1 rows at a time; there are more.")
                        .arg(texts::number(m_request.rowCap.value_or(rows())));
    else if (end && m_counted == m_request)
        m_total = rows(); // what the service counted may have changed meanwhile
    setStage(end && !m_error ? Stage::Complete : Stage::Stopped);
    emit ended();
}

void QueryRun::pause()
{
    if (m_stage != Stage::Reading)
        return;
    m_timeBefore = time();
    m_reading->reader.pause();
    setStage(Stage::Paused);
}

void QueryRun::goOn()
{
    if (m_stage == Stage::Asking) {
        m_isLargeWanted = true;
        m_isMuchWanted = m_isMuchWanted || m_asksForMemory;
    }
    if (m_stage == Stage::Asking || m_stage == Stage::Paused) {
        m_clock.start();
        setStage(Stage::Reading);
        m_reading->reader.resume();
    } else if (canGoOn()) {
        const QUrl next = nextUrl();
        readFrom(next);
    }
}

QUrl QueryRun::nextUrl() const
{
    if (m_pagesBefore == 0)
        return m_request.url;
    if (m_nextLink.empty())
        return {};
    return m_request.url.resolved(QUrl::fromEncoded(QByteArray::fromStdString(m_nextLink), QUrl::TolerantMode));
}

bool QueryRun::canGoOn() const
{
    if (m_stage != Stage::Stopped)
        return m_stage == Stage::Asking || m_stage == Stage::Paused;
    const QUrl next = nextUrl();
    HttpRequest asked;
    asked.url = next;
    return !(m_endedForMemory && m_memory->isFull()) && next.isValid() && !next.isEmpty() &&
           sameOrigin(next, m_request.url) && !changesSomething(asked);
}

void QueryRun::cancel()
{
    if (m_isCounting) {
        m_countStop.request_stop();
        m_isCounting = false;
    }
    if (m_reading)
        leave();
    else
        emit changed();
}

void QueryRun::leave()
{
    m_timeBefore = time();
    m_pagesBefore += m_progress.pages;
    m_bytesBefore += m_progress.bytes;
    m_progress.pages = m_progress.bytes = 0;
    m_progress.trouble.clear();
    const auto reading = std::exchange(m_reading, nullptr);
    reading->reader.disconnect(this);
    reading->stop.request_stop();
    setStage(Stage::Stopped);
    emit ended();
}

void QueryRun::setStage(Stage stage)
{
    m_stage = stage;
    emit changed();
}

std::chrono::milliseconds QueryRun::time() const
{
    return m_timeBefore +
           (m_stage == Stage::Reading && m_clock.isValid() ? std::chrono::milliseconds(m_clock.elapsed()) : 0ms);
}

QString QueryRun::why() const
{
    if (m_error)
        return m_error->message;
    if (m_stage == Stage::Reading && m_gate && m_gate->isClosed()) {
        const QString reason = m_gate->reason().isEmpty() ? tr("The service asks us to wait.") : m_gate->reason();
        return tr("%1 It goes on at %2.").arg(reason, texts::clockTime(m_gate->untilUtc(), m_services.clock->utcNow()));
    }
    if (!m_progress.trouble.isEmpty())
        return tr("Page %1 is asked for again: %2").arg(pages() + 1).arg(m_progress.trouble);
    if (endedForMemory())
        return tr("Stopped: the rows of all tabs take %1 of memory, and may take %2. Close tabs, read fewer columns, "
                  "or allow more under Memory for rows.")
            .arg(texts::bytes(m_memory->used()), texts::bytes(m_memory->limit()));
    if (m_stage == Stage::Stopped)
        return tr("Stopped; the rows so far stay.");
    return m_capNote;
}

QStringList QueryRun::notes() const
{
    QStringList notes;
    if (m_progress.repeatedNames > 0)
        notes.append(tr("%1 values had the name of another in their row; the last counts.")
                         .arg(texts::number(m_progress.repeatedNames)));
    if (m_progress.loneSurrogates > 0)
        notes.append(tr("%1 halves of characters were replaced.").arg(texts::number(m_progress.loneSurrogates)));
    if (m_progress.cutLists > 0)
        notes.append(tr("Lists of related records came cut, such as %1 (%2): the service has more in them.")
                         .arg(m_progress.cutList, texts::number(m_progress.cutLists)));
    return notes;
}

} // namespace waybill
