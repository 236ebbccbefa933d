#include "app/messages/FailureFetch.h"

#include "app/base/Sleep.h"
#include "app/messages/EntitySummaryList.h"
#include "app/messages/StateExplanation.h"

#include <QElapsedTimer>

#include <cstdlib>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype longestLog = 1 << 20; ///< characters of the execution log that are kept
constexpr qsizetype mostEntities = 100;   ///< whose files are asked for

/// No answer came, for a reason that lies between here and there.
bool isLost(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::AnswerLost ||
           error.kind == ErrorKind::TimedOut || error.kind == ErrorKind::Throttled;
}

/// The service may answer once it is over.
bool isPassing(const Error &error)
{
    return isLost(error) || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::NotSignedIn ||
           error.kind == ErrorKind::Secret;
}

/// Whether one side of an entity can have failing records: nobody says that it cannot.
bool mayHaveErrors(const QString &status, std::optional<qint64> errors)
{
    return !errors || *errors > 0 || status.contains("error"_L1, Qt::CaseInsensitive) ||
           status.contains("fail"_L1, Qt::CaseInsensitive);
}

} // namespace

FailureFetch::FailureFetch(Message message, std::shared_ptr<HttpClient> client, Journal *journal,
                           std::shared_ptr<const Clock> clock, std::chrono::milliseconds grace,
                           std::shared_ptr<MissingCalls> missing, ErrorFileBounds bounds)
    : m_message(std::move(message)), m_calls(std::move(client)), m_journal(journal), m_clock(std::move(clock)),
      m_grace(grace), m_missing(std::move(missing)), m_bounds(bounds), m_execution(m_message.executionId)
{
    explainState(m_message, m_failure);
    m_failure.complete = true;
}

bool FailureFetch::inGrace() const
{
    // A clock that was set back makes no grace of days.
    return std::abs(m_message.changedUtc.msecsTo(m_clock->utcNow())) < m_grace.count();
}

bool FailureFetch::mayPass(const Error &error, int &faults)
{
    constexpr int mostFaults = 2;
    countLost(error);
    return isLost(error) ? !m_cutOff : error.kind == ErrorKind::ServerFault && ++faults <= mostFaults;
}

void FailureFetch::countLost(const Error &error)
{
    if (!isLost(error))
        return;
    m_lost += error.kind == ErrorKind::TimedOut ? 2 : 1; // it has taken a minute by itself
    if (m_lost > mostLost)
        m_cutOff = error;
}

void FailureFetch::missing(const Error &error)
{
    if (!std::exchange(m_failure.complete, false))
        return; // one reason is enough
    const QString words =
        error.detail.isEmpty() ? error.message : u"%1 %2"_s.arg(error.message, error.detail.left(300));
    m_failure.explanation = u"%1 Not everything could be asked yet: %2"_s.arg(m_failure.explanation, words);
    m_failure.nextSteps.append(u"Ask again why it failed once the service answers."_s);
}

void FailureFetch::recordExecution()
{
    MessageChange facts;
    facts.key = m_message.key;
    facts.event = Event{m_clock->utcNow(), EventSource::Service, {}, {}};
    facts.writesEvent = false;
    facts.executionId = m_execution;
    const RecordTotals totals = recordTotals(m_failure.entities);
    facts.stagingRecords = totals.staging;
    facts.targetRecords = totals.target;
    m_journal->record(std::move(facts));
}

QCoro::Task<Result<ExecutionId>> FailureFetch::findExecution(std::stop_token stop)
{
    if (!m_execution.isEmpty())
        co_return m_execution;
    for (int faults = 0;;) {
        auto id = co_await m_calls.executionId(m_message.key, m_message.messageId, stop);
        const bool missing = id ? id->isEmpty() : id.error().kind == ErrorKind::NotFound;
        if (id && !missing)
            co_return id;
        const bool again = missing ? inGrace() : mayPass(id.error(), faults);
        if (!again)
            co_return missing ? Result<ExecutionId>(ExecutionId()) : id;
        const bool slept = co_await sleepFor(1s, stop);
        if (!slept)
            co_return missing
                ? Result<ExecutionId>(fail(ErrorKind::TimedOut, u"The service has not named an execution yet."_s))
                : id;
    }
}

template <class T>
QCoro::Task<Result<T>> FailureFetch::patiently(Question<T> question, std::stop_token stop)
{
    if (m_cutOff)
        co_return fail(*m_cutOff);
    for (int faults = 0;;) {
        auto answer = co_await (m_calls.*question)(m_message.key, m_execution, stop);
        if (answer)
            co_return answer;
        const bool missing = answer.error().kind == ErrorKind::NotFound;
        const bool again = missing ? inGrace() : mayPass(answer.error(), faults);
        if (!again)
            co_return answer;
        const bool slept = co_await sleepFor(1s, stop);
        if (!slept)
            co_return answer;
    }
}

QCoro::Task<void> FailureFetch::run(std::stop_token stop)
{
    auto execution = co_await findExecution(stop);
    if (execution)
        m_execution = *execution;
    co_await askJobStatus(stop);
    if (m_execution.isEmpty()) {
        if (!execution)
            missing(execution.error());
        else
            explainNoExecution(m_message, m_failure);
        co_return;
    }
    auto status = co_await patiently<QString>(&IntegrationCalls::executionStatus, stop);
    if (!status && status.error().kind == ErrorKind::NotFound && !inGrace()) {
        recordExecution();
        explainNoExecution(m_message, m_failure);
        m_failure.explanation += u" (F&O named execution %1, but knows no details of it.)"_s.arg(m_execution.text());
        co_return;
    }
    if (status)
        m_failure.executionStatus = *status;
    co_await askEntities(stop);
    recordExecution();
    auto errors = co_await patiently<QByteArray>(&IntegrationCalls::errors, stop);
    co_await askPage(stop);
    if (errors)
        m_material.errors = *std::move(errors);
    else
        missing(errors.error());
    if (!status)
        missing(status.error());
    co_await fetchFiles(stop);
    if (m_cutOff)
        missing(*m_cutOff);
}

QCoro::Task<void> FailureFetch::askJobStatus(std::stop_token stop)
{
    const bool absent = m_missing->noJobStatus.size() >= tellingMessages;
    if (absent || m_cutOff || m_message.messageId.isEmpty() || m_message.activityId.isEmpty())
        co_return;
    auto status = co_await m_calls.jobStatus(m_message.key, m_message.activityId, m_message.messageId, stop);
    if (!status) {
        // It is older than the rest and may be absent: what it tells is welcome, never missed.
        countLost(status.error());
        if (status.error().httpStatus == 404)
            m_missing->noJobStatus.insert(m_message.key);
        co_return;
    }
    m_missing->noJobStatus.clear();
    m_failure.log = status->log;
    if (m_failure.log.size() > longestLog)
        m_failure.log = m_failure.log.first(longestLog) + u"\n… (the rest of the log is in F&O)"_s;
    m_failure.entities = status->entities;
    if (m_execution.isEmpty())
        m_execution = ExecutionId(status->executionId);
}

QCoro::Task<void> FailureFetch::askEntities(std::stop_token stop)
{
    if (!m_failure.entities.isEmpty() || m_cutOff) // by jobstatus, whose counts are surer
        co_return;
    auto entities = co_await m_calls.entityResults(m_message.key, m_execution, stop);
    if (entities)
        m_failure.entities = *entities;
    else
        countLost(entities.error());
}

QCoro::Task<void> FailureFetch::askPage(std::stop_token stop)
{
    if (m_cutOff)
        co_return;
    auto page = co_await m_calls.pageUrl(m_message.key, m_execution, stop);
    if (page)
        m_failure.pageUrl = *page;
    else
        countLost(page.error());
}

QCoro::Task<void> FailureFetch::fetchFiles(std::stop_token stop)
{
    QList<EntityResult> entities = m_failure.entities;
    if (entities.isEmpty() && !m_message.entity.isEmpty()) {
        EntityResult only;
        only.name = m_message.entity;
        entities.append(only);
    }
    entities.resize(std::min(entities.size(), mostEntities));
    for (const EntityResult &entity : entities) {
        if (entity.name.isEmpty())
            continue;
        if (!m_cutOff && mayHaveErrors(entity.stagingStatus, entity.stagingErrors))
            co_await fetchFile(FailureFile::Kind::StagingErrors, entity.name, stop);
        if (!m_cutOff && mayHaveErrors(entity.targetStatus, entity.targetErrors))
            co_await fetchFile(FailureFile::Kind::TargetErrorKeys, entity.name, stop);
    }
}

QCoro::Task<Result<QString>> FailureFetch::stagingFileUrl(QString entity, std::stop_token stop)
{
    auto url = co_await m_calls.stagingErrorFileUrl(m_message.key, m_execution, entity, stop);
    if (!url)
        countLost(url.error());
    co_return url;
}

QCoro::Task<Result<QString>> FailureFetch::keysFileUrl(QString entity, std::stop_token stop)
{
    auto made = co_await m_calls.generateErrorKeys(m_message.key, m_execution, entity, stop);
    if (!made) {
        countLost(made.error());
        co_return fail(made.error());
    }
    if (!*made)
        co_return QString();
    QElapsedTimer waiting;
    waiting.start();
    for (std::chrono::milliseconds wait = 250ms;; wait = std::min<std::chrono::milliseconds>(2 * wait, 4s)) {
        auto url = co_await m_calls.errorKeysFileUrl(m_message.key, m_execution, entity, stop);
        if (!url)
            countLost(url.error());
        if (!url || !url->isEmpty())
            co_return url;
        const bool slept = co_await sleepFor(wait, stop);
        if (!slept)
            co_return fail(ErrorKind::Cancelled, u"The error-keys file of %1 was not made in time."_s.arg(entity));
        if (std::chrono::milliseconds(waiting.elapsed()) > keysPatience)
            co_return fail(ErrorKind::TimedOut, u"The service did not finish the error-keys file of %1."_s.arg(entity));
    }
}

QCoro::Task<void> FailureFetch::fetchFile(FailureFile::Kind kind, QString entity, std::stop_token stop)
{
    FailureFile file;
    file.kind = kind;
    file.entity = entity;
    Result<QString> address;
    if (kind == FailureFile::Kind::StagingErrors)
        address = co_await stagingFileUrl(entity, stop);
    else
        address = co_await keysFileUrl(entity, stop);
    if (address && address->isEmpty())
        co_return; // no record failed there
    // An environment may lack these calls, or not know the entity by this name: then there is just no file.
    if (!address && !isPassing(address.error()))
        co_return;
    Result<HttpAnswer> got = fail(address ? Error{} : address.error());
    if (address) {
        const QUrl url = QUrl::fromEncoded(address->toUtf8());
        file.name = url.fileName();
        const qint64 room = m_bounds.ofAll - m_kept;
        if (room > 0)
            got = co_await m_calls.errorFile(m_message.key, url, std::min(m_bounds.ofOne, room), stop);
        else
            got = fail(ErrorKind::Refused,
                       u"The error files of this message are longer than %1 MB together. Fetch this one in F&O."_s.arg(
                           m_bounds.ofAll >> 20));
        if (!got)
            countLost(got.error());
    }
    if (got) {
        file.bytes = got->body.size();
        m_kept += file.bytes;
        file.cut = got->cut;
        m_material.contents.append(got->body);
    } else {
        file.trouble = got.error().message;
        m_material.contents.append(QByteArray());
        if (isPassing(got.error()))
            missing(got.error());
    }
    m_failure.files.append(file);
}

} // namespace waybill
