#include "app/messages/FailureAnalysis.h"

#include "app/base/Sleep.h"
#include "app/messages/EntitySummaryList.h"
#include "app/messages/ErrorJoin.h"
#include "app/messages/StateExplanation.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Whether asking again a little later may bring more. An answer that cannot be used may be a passing fault as well,
/// but not for ever.
bool mayPass(const Error &error, int &faults)
{
    constexpr int mostFaults = 2;
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::AnswerLost ||
           error.kind == ErrorKind::TimedOut || error.kind == ErrorKind::Throttled ||
           (error.kind == ErrorKind::ServerFault && ++faults <= mostFaults);
}

void addCounts(const QList<EntityResult> &entities, MessageChange &change)
{
    const RecordTotals totals = recordTotals(entities);
    change.stagingRecords = totals.staging;
    change.targetRecords = totals.target;
}

} // namespace

FailureAnalysis::FailureAnalysis(Journal *journal, PayloadStore payloads, EnvironmentStore *environments,
                                 Connections *connections, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent), m_journal(journal), m_payloads(std::move(payloads)), m_environments(environments),
      m_connections(connections), m_clock(std::move(clock))
{
}

FailureAnalysis::~FailureAnalysis() = default;

QCoro::Task<Result<Failure>> FailureAnalysis::why(MessageKey key, std::stop_token stop)
{
    const auto found = m_journal->message(key);
    if (!found)
        co_return fail(found.error());
    if (!*found)
        co_return fail(ErrorKind::NotFound, u"There is no message with the key %1 in this profile."_s.arg(number(key)));
    const Message message = **found;
    const bool asks = message.state == MessageState::Failed || message.arrivedPartly();
    if (!asks) {
        Failure plain;
        plain.collectedUtc = m_clock->utcNow();
        plain.complete = true;
        explainState(message, plain);
        co_return plain;
    }
    const auto kept = m_journal->failure(key);
    if (kept && *kept && (*kept)->complete && (*kept)->collectedUtc >= message.changedUtc)
        co_return **kept;
    auto collected = co_await collect(message, stop);
    co_return collected;
}

QCoro::Task<Result<Failure>> FailureAnalysis::collect(Message message, std::stop_token stop)
{
    Failure failure;
    explainState(message, failure);
    auto client = m_connections->client(message.environment);
    if (!client) {
        failure.explanation += u" Why cannot be asked: %1"_s.arg(client.error().message);
        co_return failure;
    }
    failure = co_await askAll(message, *client, stop);
    failure.collectedUtc = m_clock->utcNow();
    if (!failure.errors.isEmpty()) {
        const QString path = message.sha256.isEmpty() ? QString() : m_payloads.path(message.sha256);
        // No lambda here: g++ 12 destroys what one in a coroutine captured twice.
        const auto work = QtConcurrent::run(&joinErrors, path, failure.errors, stop);
        auto joined = co_await work;
        failure.errors = joined.errors;
        failure.causes = joined.causes;
        failure.nextSteps = joined.nextSteps;
        failure.explanation = message.arrivedPartly() ? failure.explanation : joined.explanation;
    }
    auto written = co_await m_journal->keepFailure(message.key, failure);
    if (!written)
        co_return fail(written.error());
    co_return failure;
}

QCoro::Task<Result<void>> FailureAnalysis::joinAgain(MessageKey key, std::stop_token stop)
{
    const auto message = m_journal->message(key);
    if (!message || !*message || (*message)->sha256.isEmpty())
        co_return message ? Result<void>() : Result<void>(fail(message.error()));
    const auto kept = m_journal->failure(key);
    if (!kept || !*kept || (*kept)->errors.isEmpty())
        co_return kept ? Result<void>() : Result<void>(fail(kept.error()));
    Failure failure = **kept;
    const QString path = m_payloads.path((*message)->sha256);
    const auto work = QtConcurrent::run(&joinErrors, path, failure.errors, stop);
    auto joined = co_await work;
    if (stop.stop_requested())
        co_return fail(ErrorKind::Cancelled, u"The failing rows were not looked for in the file."_s);
    failure.errors = joined.errors;
    failure.causes = joined.causes;
    failure.nextSteps = joined.nextSteps;
    failure.explanation = (*message)->arrivedPartly() ? failure.explanation : joined.explanation;
    auto written = co_await m_journal->keepFailure(key, failure);
    co_return written;
}

bool FailureAnalysis::inGrace(const Message &message) const
{
    return message.changedUtc.msecsTo(m_clock->utcNow()) < m_grace.count();
}

QCoro::Task<Result<ExecutionId>> FailureAnalysis::findExecution(Message message, std::shared_ptr<HttpClient> client,
                                                                std::stop_token stop)
{
    if (!message.executionId.isEmpty())
        co_return message.executionId;
    for (int faults = 0;;) {
        auto id = co_await IntegrationCalls(client).executionId(message.key, message.messageId, stop);
        const bool missing = id ? id->isEmpty() : id.error().kind == ErrorKind::NotFound;
        if (id && !missing)
            co_return id;
        const bool again = missing ? inGrace(message) : mayPass(id.error(), faults);
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
QCoro::Task<Result<T>> FailureAnalysis::patiently(Question<T> question, Message message, ExecutionId id,
                                                  std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const IntegrationCalls calls(client);
    for (int faults = 0;;) {
        auto answer = co_await (calls.*question)(message.key, id, stop);
        if (answer)
            co_return answer;
        const bool missing = answer.error().kind == ErrorKind::NotFound;
        const bool again = missing ? inGrace(message) : mayPass(answer.error(), faults);
        if (!again)
            co_return answer;
        const bool slept = co_await sleepFor(1s, stop);
        if (!slept)
            co_return answer;
    }
}

QCoro::Task<Failure> FailureAnalysis::askAll(Message message, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    Failure failure;
    explainState(message, failure);
    const auto missing = [&failure](const Error &error) {
        failure.complete = false;
        const QString words =
            error.detail.isEmpty() ? error.message : u"%1 %2"_s.arg(error.message, error.detail.left(300));
        failure.explanation = u"%1 Not everything could be asked yet: %2"_s.arg(failure.explanation, words);
        const QString askAgain = u"Ask again why it failed once the service answers."_s;
        if (!failure.nextSteps.contains(askAgain))
            failure.nextSteps.append(askAgain);
    };
    failure.complete = true;
    auto execution = co_await findExecution(message, client, stop);
    if (!execution) {
        missing(execution.error());
        co_return failure;
    }
    if (execution->isEmpty()) {
        explainNoExecution(message, failure);
        co_return failure;
    }
    MessageChange facts;
    facts.key = message.key;
    facts.event = Event{m_clock->utcNow(), EventSource::Service, {}, {}};
    facts.writesEvent = false;
    facts.executionId = *execution;

    const IntegrationCalls calls(client);
    auto status = co_await patiently<QString>(&IntegrationCalls::executionStatus, message, *execution, client, stop);
    if (!status && status.error().kind == ErrorKind::NotFound && !inGrace(message)) {
        m_journal->record(facts);
        explainNoExecution(message, failure);
        failure.explanation += u" (F&O named execution %1, but knows no details of it.)"_s.arg(execution->text());
        co_return failure;
    }
    if (status)
        failure.executionStatus = *status;
    auto entities = co_await calls.entityResults(message.key, *execution, stop);
    if (entities) {
        failure.entities = *entities;
        addCounts(*entities, facts);
    }
    m_journal->record(facts);
    auto errors = co_await patiently<QList<RecordError>>(&IntegrationCalls::errors, message, *execution, client, stop);
    auto page = co_await calls.pageUrl(message.key, *execution, stop);
    if (page)
        failure.pageUrl = *page;
    if (!errors)
        missing(errors.error());
    else if (errors->isEmpty() && message.state == MessageState::Failed)
        explainEmptyErrors(message, failure);
    else
        failure.errors = *errors;
    if (!status)
        missing(status.error());
    co_return failure;
}

QCoro::Task<Result<FailureAnalysis::FailingRows>> FailureAnalysis::failingRows(MessageKey key, std::stop_token stop)
{
    const auto message = m_journal->message(key);
    if (!message || !*message)
        co_return message ? Result<FailingRows>(FailingRows()) : Result<FailingRows>(fail(message.error()));
    const auto failure = m_journal->failure(key);
    if (!failure || !*failure || (*message)->sha256.isEmpty())
        co_return FailingRows();
    const QString path = m_payloads.path((*message)->sha256);
    const auto work = QtConcurrent::run(&readFailingRows, path, (*failure)->errors, stop);
    auto rows = co_await work;
    co_return rows;
}

QCoro::Task<Result<qint64>> FailureAnalysis::saveFailingRows(MessageKey key, QString output, std::stop_token stop)
{
    auto failure = co_await why(key, stop);
    if (!failure)
        co_return fail(failure.error());
    const auto message = m_journal->message(key);
    if (!message || !*message || (*message)->sha256.isEmpty())
        co_return fail(ErrorKind::NotFound,
                       u"Message %1 has no file here: another program sent it."_s.arg(number(key)));
    const bool anyRow =
        std::ranges::any_of(failure->errors, [](const RecordError &error) { return error.record.has_value(); });
    if (!anyRow) {
        co_return fail(ErrorKind::NotFound,
                       u"No failing row of message %1 can be told: %2"_s.arg(number(key)).arg(failure->explanation));
    }
    const QString path = m_payloads.path((*message)->sha256);
    const auto work = QtConcurrent::run(&writeFailingRows, path, failure->errors, output, stop);
    auto saved = co_await work;
    co_return saved;
}

} // namespace waybill
