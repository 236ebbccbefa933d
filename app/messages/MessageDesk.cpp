#include "app/messages/MessageDesk.h"

#include "app/base/FileThreads.h"
#include "app/base/Sleep.h"
#include "app/messages/LocalChange.h"
#include "app/messages/RecordCount.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QPointer>
#include <QUrlQuery>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>
#include <atomic>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What an exchange of the HTTP log is to the history of its message.
StoredExchange storedForm(const Exchange &exchange)
{
    StoredExchange stored;
    stored.atUtc = exchange.atUtc;
    stored.purpose = exchange.purpose;
    stored.method = exchange.method;
    stored.url = exchange.url;
    stored.httpStatus = exchange.status;
    stored.milliseconds = exchange.took.count();
    stored.bytesSent = exchange.bytesSent;
    stored.bytesReceived = exchange.bytesReceived;
    stored.requestIds = exchange.requestIds;
    stored.answer = exchange.error.isEmpty() ? exchange.answer : exchange.error;
    return stored;
}

/// Questions that were simply answered are not kept: there are thousands.
bool worthKeeping(const Exchange &exchange)
{
    const bool wentWrong = exchange.status == 0 || exchange.status >= 300;
    return exchange.message && (wentWrong || exchange.purpose != "GetMessageStatus"_L1);
}

/// Not inside the coroutine: g++ 12 destroys what a lambda there captured twice.
QFuture<Result<StoredPayload>> beginCopy(const PayloadStore &payloads, const QString &path,
                                         const std::shared_ptr<std::atomic<qint64>> &bytes, const std::stop_token &stop)
{
    return QtConcurrent::run([payloads, path, bytes, stop] {
        return payloads.add(
            path, [bytes](qint64 done) { bytes->store(done); }, stop);
    });
}

/// How many bytes all of them have; the error of the first that cannot be pushed. Blocks.
Result<qint64> bytesOf(const QList<PushFile> &files)
{
    qint64 total = 0;
    for (const PushFile &file : files) {
        const auto size = PayloadStore::check(file.path);
        if (!size)
            return fail(size.error());
        total += *size;
    }
    return total;
}

} // namespace

MessageDesk::MessageDesk(QString profileFolder, Journal *journal, EnvironmentStore *environments,
                         Connections *connections, std::shared_ptr<const Clock> clock)
    : m_profileFolder(std::move(profileFolder)), m_journal(journal), m_environments(environments),
      m_payloads(m_profileFolder), m_clock(std::move(clock)), m_place(m_profileFolder, journal, m_clock),
      m_decisions(journal, m_payloads, m_clock), m_tracking(journal, m_payloads, environments, m_clock),
      m_analysis(std::make_unique<FailureAnalysis>(journal, m_payloads, environments, connections, m_clock)),
      m_queue(std::make_unique<PushQueue>(journal, m_payloads, environments, connections, m_clock)),
      m_poller(std::make_unique<StatusPoller>(journal, connections, m_clock)),
      m_handOver(std::make_unique<HandOver>(m_profileFolder, journal, &m_place, m_queue.get(), environments)),
      m_collector(std::make_unique<FailureCollector>(journal, m_analysis.get(), m_clock))
{
    connect(m_handOver.get(), &HandOver::taken, m_poller.get(), &StatusPoller::alsoFollow);
    connect(m_poller.get(), &StatusPoller::started, m_collector.get(), &FailureCollector::start);
    connect(&connections->log(), &HttpLog::added, this, [this](const Exchange &exchange) {
        if (worthKeeping(exchange))
            m_journal->keepExchange(*exchange.message, storedForm(exchange));
    });
}

MessageDesk::~MessageDesk() = default;

QCoro::Task<Result<void>> MessageDesk::becomeSender(std::stop_token stop)
{
    if (m_place.isOurs())
        co_return Result<void>();
    auto taken = co_await m_place.take(stop);
    if (taken && m_place.isOurs()) // it may have been let go meanwhile
        m_queue->restart();
    co_return taken;
}

QCoro::Task<Result<QList<MessageKey>>> MessageDesk::append(QString environment, QList<PushFile> files,
                                                           std::function<void(qint64, qint64)> copied,
                                                           std::stop_token stop)
{
    const Environment *home = m_environments->find(environment);
    if (!home)
        co_return fail(ErrorKind::NotFound, u"There is no environment named “%1”."_s.arg(environment));
    QList<NewMessage> rows;
    for (const PushFile &file : files) {
        const DataJob *job = home->job(file.job);
        if (!job)
            co_return fail(ErrorKind::NotFound,
                           u"The environment “%1” has no recurring data job named “%2”."_s.arg(environment, file.job));
        if (job->direction != JobDirection::Import) {
            co_return fail(ErrorKind::BadInput,
                           u"“%1” is an export job: files cannot be pushed to it."_s.arg(file.job));
        }
        NewMessage row;
        row.environment = environment;
        row.job = job->name;
        row.activityId = job->activityId;
        row.entity = job->package ? file.entity.value_or(QString()) : file.entity.value_or(job->entity);
        row.company = file.company.value_or(job->company);
        row.file = QFileInfo(file.path).fileName();
        rows.append(row);
    }
    const QString owner = m_journal->mark();
    const QPointer<MessageDesk> alive(this);
    const auto measuring = QtConcurrent::run(&fileThreads(), &bytesOf, files);
    const auto measured = co_await measuring;
    if (!alive)
        co_return fail(ErrorKind::Cancelled, u"The program ended before the files were taken."_s);
    if (!measured)
        co_return fail(measured.error());
    const qint64 total = *measured;
    qint64 before = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        // The worker only counts; the caller hears of it on its own thread.
        auto bytes = std::make_shared<std::atomic<qint64>>(0);
        QTimer ticker;
        connect(&ticker, &QTimer::timeout, this, [&] {
            if (copied)
                copied(before + bytes->load(), total);
        });
        ticker.start(100);
        const auto copying = beginCopy(m_payloads, files[i].path, bytes, stop);
        auto stored = co_await copying;
        if (!stored)
            co_return fail(stored.error());
        rows[i].bytes = stored->bytes;
        rows[i].sha256 = stored->sha256;
        before += stored->bytes;
        if (copied)
            copied(before, total);
    }
    auto keys = co_await m_journal->append(std::move(rows), owner);
    co_return keys;
}

QCoro::Task<Result<void>> MessageDesk::attach(MessageKey key, QString path, std::stop_token stop)
{
    const QPointer<MessageDesk> alive(this); // the window may be closed meanwhile
    auto attached = co_await m_tracking.attach(key, std::move(path), stop);
    if (!attached || !alive)
        co_return attached;
    QList<MessageKey> keys;
    keys.append(key);
    co_await countRecords(keys);
    if (!alive)
        co_return attached;
    auto joined = co_await m_analysis->joinAgain(key, stop);
    co_return joined;
}

QCoro::Task<void> MessageDesk::countRecords(QList<MessageKey> keys)
{
    const std::stop_token stop = m_stop.get_token();
    for (const MessageKey key : keys) {
        auto asked = m_journal->answerMessage(key);
        const auto message = co_await asked;
        if (!message || !*message || (*message)->records || (*message)->sha256.isEmpty())
            continue;
        const QString path = m_payloads.path((*message)->sha256);
        const auto counting = QtConcurrent::run(&recordsIn, path, stop);
        const auto records = co_await counting;
        if (stop.stop_requested())
            co_return;
        if (records)
            m_journal->setRecords(key, *records);
    }
}

QCoro::Task<Result<void>> MessageDesk::release(QList<MessageKey> keys)
{
    QList<MessageChange> changes;
    for (const MessageKey key : keys) {
        MessageChange change =
            localChange(key, m_clock->utcNow(), MessageState::Queued, u"Released by %1."_s.arg(userName()));
        change.owner = m_journal->mark();
        change.onlyFrom = {MessageState::Held, MessageState::Queued};
        changes.append(change);
    }
    auto written = co_await m_journal->commit(std::move(changes));
    co_return written;
}

QList<MessageKey> MessageDesk::cancelHere(const QList<MessageKey> &keys)
{
    const QList<MessageKey> here = m_queue->waiting() + m_queue->underWay();
    QList<MessageKey> others;
    for (const MessageKey key : keys) {
        if (here.contains(key))
            m_queue->cancel(key);
        else
            others.append(key);
    }
    return others;
}

QCoro::Task<Result<void>> MessageDesk::cancel(QList<MessageKey> keys)
{
    const QList<MessageKey> others = cancelHere(keys);
    if (others.isEmpty())
        co_return Result<void>();
    auto asked = m_journal->answerMessages(others);
    const auto messages = co_await asked;
    if (!messages)
        co_return fail(messages.error());
    for (const Message &message : *messages) {
        if (message.state == MessageState::Sending && !m_queue->underWay().contains(message.key)) {
            co_return fail(ErrorKind::Conflict,
                           u"Message %1 is being sent by another Waybill program on this profile: cancel it there, or "
                           "wait for its end."_s.arg(number(message.key)));
        }
    }
    QList<MessageChange> changes;
    for (const MessageKey key : cancelHere(others)) { // it may have come here meanwhile
        MessageChange change =
            localChange(key, m_clock->utcNow(), MessageState::Cancelled, u"Cancelled by %1."_s.arg(userName()));
        change.onlyFrom = {MessageState::Held, MessageState::Queued};
        changes.append(change);
    }
    if (changes.isEmpty())
        co_return Result<void>();
    auto written = co_await m_journal->commit(std::move(changes));
    co_return written;
}

QCoro::Task<Result<void>> MessageDesk::withdraw(QList<MessageKey> keys, Error reason)
{
    // All in one transaction; when the sender has taken one of them up meanwhile, again without it.
    for (;;) {
        auto asked = m_journal->answerMessages(keys);
        const auto messages = co_await asked;
        if (!messages)
            co_return fail(messages.error());
        QList<MessageChange> changes;
        for (const Message &message : *messages) {
            if (message.state != MessageState::Queued || !m_place.owns(message))
                continue;
            MessageChange change = localChange(message.key, m_clock->utcNow(), MessageState::Held, reason.message);
            change.error = reason;
            change.onlyFrom = {MessageState::Queued};
            change.onlyOwner = message.owner;
            changes.append(change);
        }
        if (changes.isEmpty())
            co_return Result<void>();
        auto written = co_await m_journal->commit(std::move(changes));
        if (written || written.error().kind != ErrorKind::Conflict)
            co_return written;
    }
}

QCoro::Task<void> MessageDesk::shutDown(Error reason)
{
    m_stop.request_stop();
    m_handOver->end();
    co_await m_queue->stop(reason);
    co_await m_poller->stop();
    co_await m_collector->stop();
    auto settled = co_await m_journal->settled();
    Q_UNUSED(settled)
    m_place.letGo();
}

QUrl MessageDesk::manageMessagesPage(const Environment &environment, const Message &message)
{
    QUrl page = environment.at(u"/"_s);
    QUrlQuery query;
    if (!message.company.isEmpty())
        query.addQueryItem(u"cmp"_s, message.company);
    query.addQueryItem(u"mi"_s, u"DM_DataManagementWorkspaceMenuItem"_s);
    query.addQueryItem(u"activityId"_s, message.activityId.text());
    page.setQuery(query);
    return page;
}

} // namespace waybill
