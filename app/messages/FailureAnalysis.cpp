#include "app/messages/FailureAnalysis.h"

#include "app/base/Wakeup.h"
#include "app/journal/FailureRecord.h"
#include "app/journal/JournalWrites.h"
#include "app/messages/ExistingMessage.h"
#include "app/messages/FailingRowReading.h"
#include "app/messages/FailureFetch.h"
#include "app/messages/StateExplanation.h"

#include <QPointer>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> ended()
{
    return fail(ErrorKind::Cancelled, u"The program ended before it was known why the message failed."_s);
}

tl::unexpected<Error> notLookedFor()
{
    return fail(ErrorKind::Cancelled, u"The failing rows were not looked for in the file."_s);
}

/// Whether a later collection brought less than an earlier one.
bool isPoorer(const Failure &now, const Failure &before)
{
    const auto fetched = [](const Failure &failure) {
        return std::ranges::count_if(failure.files, [](const FailureFile &file) { return file.trouble.isEmpty(); });
    };
    const auto placed = [](const Failure &failure) { // of the first, which both have at hand
        return std::ranges::count_if(failure.errors, [](const RecordError &error) { return error.record.has_value(); });
    };
    return now.errorCount() < before.errorCount() || placed(now) < placed(before) || fetched(now) < fetched(before) ||
           (now.log.isEmpty() && !before.log.isEmpty());
}

/// Keeps what was collected, unless more is kept by now: what the service has forgotten meanwhile is not forgotten
/// here, and another program may have brought it at the same time. `known` is what the journal holds then.
Journal::Maintenance keepingTheRicher(MessageKey key, FailureDigest digest, std::shared_ptr<Failure> known)
{
    return
        [key, digest = std::move(digest), known](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
            auto kept = readFailureRecord(connection, key, FailureReading::InShort);
            if (!kept)
                return fail(std::move(kept.error()));
            if (*kept && isPoorer(digest.inShort, **kept)) {
                *known = **std::move(kept);
                return {};
            }
            *known = digest.inShort;
            changed.append(key);
            return writeFailure(connection, key, digest.packed);
        };
}

/// Writes what was joined anew, unless what is kept is not what was joined any more: Conflict.
Journal::Maintenance replacingThatOf(QDateTime collected, MessageKey key, PackedFailure joined)
{
    return [=, joined = std::move(joined)](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        const auto kept = readFailureRecord(connection, key, FailureReading::InShort);
        if (!kept)
            return fail(kept.error());
        if (!*kept || (*kept)->collectedUtc != collected)
            return fail(ErrorKind::Conflict,
                        u"Another program has collected the errors of message %1 anew."_s.arg(number(key)));
        changed.append(key);
        return writeFailure(connection, key, joined);
    };
}

/// What a long list is read for, on a worker.
Result<QList<FailingRowTable>> tablesOf(const QString &journal, MessageKey key, const QString &payload,
                                        std::stop_token stop)
{
    const auto errors = Journal::readErrors(journal, key);
    if (!errors)
        return fail(errors.error());
    return readFailingRows(payload, *errors, stop);
}

Result<qint64> writeRowsOf(const QString &journal, MessageKey key, const QString &payload, const QString &output,
                           std::stop_token stop)
{
    const auto errors = Journal::readErrors(journal, key);
    if (!errors)
        return fail(errors.error());
    const bool anyRow = std::ranges::any_of(*errors, [](const RecordError &error) { return error.record.has_value(); });
    if (!anyRow)
        return fail(ErrorKind::NotFound, u"No failing row of message %1 can be told."_s.arg(number(key)));
    return writeFailingRows(payload, *errors, output, stop);
}

/// The kept failure with its errors joined to the file at `payload`; its log and files stay as they are.
Result<PackedFailure> joinedAnew(const QString &journal, const Message &message, Failure failure,
                                 const QString &payload, std::stop_token stop)
{
    auto errors = Journal::readErrors(journal, message.key);
    if (!errors)
        return fail(errors.error());
    QList<QByteArray> contents;
    for (int place = 0; place < int(failure.files.size()); ++place) {
        auto bytes = Journal::readFailureFile(journal, message.key, place);
        if (!bytes)
            return fail(bytes.error());
        contents.append(*std::move(bytes));
    }
    JoinedErrors joined = joinErrors(payload, *std::move(errors), stop, failure.files, contents);
    if (joined.trouble)
        return fail(*joined.trouble);
    tellErrors(message, std::move(joined), failure);
    return packFailure(failure, contents);
}

} // namespace

FailureAnalysis::FailureAnalysis(Journal *journal, PayloadStore payloads, EnvironmentStore *environments,
                                 Connections *connections, std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent), m_journal(journal), m_payloads(std::move(payloads)), m_environments(environments),
      m_connections(connections), m_clock(std::move(clock))
{
}

FailureAnalysis::~FailureAnalysis() = default;

bool FailureAnalysis::asksWhy(const Message &message)
{
    return message.state == MessageState::Failed || message.arrivedPartly();
}

QCoro::Task<Result<Message>> FailureAnalysis::messageOf(MessageKey key) const
{
    const QPointer<const FailureAnalysis> alive(this);
    auto message = co_await existingMessage(m_journal, key);
    if (!alive)
        co_return ended();
    co_return message;
}

QString FailureAnalysis::payloadOf(const Message &message) const
{
    return message.sha256.isEmpty() ? QString() : m_payloads.path(message.sha256);
}

QCoro::Task<void> FailureAnalysis::othersDone(MessageKey key, std::stop_token stop)
{
    while (m_underWay.contains(key) && !stop.stop_requested())
        co_await nextSignal(this, &FailureAnalysis::collected, stop);
}

std::shared_ptr<void> FailureAnalysis::claim(MessageKey key)
{
    m_underWay.insert(key);
    return {nullptr, [alive = QPointer(this), key](void *) {
                if (alive) {
                    alive->m_underWay.remove(key);
                    emit alive->collected(key);
                }
            }};
}

/// Afterwards the journal holds what is known of the message, or `instead` does.
QCoro::Task<Result<void>> FailureAnalysis::makeSure(MessageKey key, Failure *instead, std::stop_token stop)
{
    const QPointer<FailureAnalysis> alive(this);
    for (;;) {
        co_await othersDone(key, stop);
        const auto message = co_await messageOf(key);
        if (!message)
            co_return fail(message.error());
        if (!asksWhy(*message)) {
            instead->collectedUtc = m_clock->utcNow();
            instead->complete = true;
            explainState(*message, *instead);
            co_return Result<void>();
        }
        auto asked = m_journal->answerFailureInShort(key);
        const auto kept = co_await asked;
        if (!alive)
            co_return ended();
        if (!kept) // nothing is asked anew that may be known, and nothing written over it
            co_return fail(kept.error());
        if (*kept && (*kept)->complete && (*kept)->collectedUtc >= message->changedUtc)
            co_return Result<void>();
        if (!m_underWay.contains(key)) {
            auto collected = co_await collect(*message, stop);
            if (!collected)
                co_return fail(collected.error());
            *instead = *std::move(collected);
            co_return Result<void>();
        }
        if (stop.stop_requested()) { // the other caller goes on
            if (!*kept) {
                explainState(*message, *instead);
                instead->explanation += u" Why is being asked; the answer was not there in time."_s;
            }
            co_return Result<void>();
        }
    }
}

QCoro::Task<Result<Failure>> FailureAnalysis::whyInShort(MessageKey key, std::stop_token stop)
{
    Failure failure;
    Journal *const journal = m_journal; // outlives this
    auto sure = co_await makeSure(key, &failure, stop);
    if (!sure)
        co_return fail(sure.error());
    if (!failure.explanation.isEmpty())
        co_return failure;
    auto asked = journal->answerFailureInShort(key);
    const auto kept = co_await asked;
    if (!kept)
        co_return fail(kept.error());
    co_return kept->value_or(failure);
}

QCoro::Task<Result<Failure>> FailureAnalysis::why(MessageKey key, std::stop_token stop)
{
    auto failure = co_await whyInShort(key, stop);
    if (!failure || failure->moreErrors == 0)
        co_return failure;
    auto errors = co_await keptErrors(key);
    if (!errors)
        co_return fail(errors.error());
    failure->errors = *std::move(errors);
    failure->moreErrors = 0;
    co_return failure;
}

QCoro::Task<Result<QList<RecordError>>> FailureAnalysis::keptErrors(MessageKey key)
{
    const auto work = QtConcurrent::run(&Journal::readErrors, m_journal->path(), key);
    auto errors = co_await work;
    co_return errors;
}

QCoro::Task<Result<Failure>> FailureAnalysis::collect(Message message, std::stop_token stop)
{
    auto client = m_connections->client(message.environment);
    if (!client) {
        Failure failure;
        explainState(message, failure);
        failure.explanation += u" Why cannot be asked: %1"_s.arg(client.error().message);
        co_return failure;
    }
    const auto claimed = claim(message.key);
    const QPointer<FailureAnalysis> alive(this);
    auto &missing = m_missing[message.environment];
    if (!missing)
        missing = std::make_shared<MissingCalls>();
    const auto fetch = std::make_shared<FailureFetch>(message, *client, m_journal, m_clock, m_grace, missing);
    co_await fetch->run(stop);
    if (!alive)
        co_return ended();
    Failure failure = fetch->failure();
    failure.collectedUtc = m_clock->utcNow();
    FailureMaterial material = fetch->takeMaterial();
    material.path = payloadOf(message);
    // No lambda here: g++ 12 destroys what one in a coroutine captured twice.
    const auto digesting = QtConcurrent::run(&digestFailure, message, failure, std::move(material), stop);
    auto digest = co_await digesting;
    if (!alive)
        co_return ended();
    if (!digest.readable) {
        digest.packed.summary.complete = digest.inShort.complete = false;
        digest.inShort.explanation += u" The service's error list could not be read."_s;
        digest.packed.summary.explanation = digest.inShort.explanation;
    }
    const auto known = std::make_shared<Failure>();
    const Journal::Maintenance keeping = keepingTheRicher(message.key, std::move(digest), known);
    const auto written = co_await m_journal->maintain(keeping);
    if (!written)
        co_return fail(written.error());
    co_return *known;
}

QCoro::Task<Result<void>> FailureAnalysis::joinAgain(MessageKey key, std::stop_token stop)
{
    co_await othersDone(key, stop);
    if (m_underWay.contains(key))
        co_return notLookedFor();
    const auto claimed = claim(key);
    const QPointer<FailureAnalysis> alive(this);
    const auto message = co_await messageOf(key);
    if (!message || message->sha256.isEmpty())
        co_return message ? Result<void>() : Result<void>(fail(message.error()));
    for (;;) {
        auto asked = m_journal->answerFailureInShort(key);
        const auto kept = co_await asked;
        if (!alive)
            co_return ended();
        if (!kept || !*kept || ((*kept)->errors.isEmpty() && (*kept)->files.isEmpty()))
            co_return kept ? Result<void>() : Result<void>(fail(kept.error()));
        const auto work =
            QtConcurrent::run(&joinedAnew, m_journal->path(), *message, **kept, payloadOf(*message), stop);
        auto packed = co_await work;
        if (!packed)
            co_return fail(packed.error());
        if (stop.stop_requested())
            co_return notLookedFor();
        if (!alive)
            co_return ended();
        const Journal::Maintenance replacing = replacingThatOf((*kept)->collectedUtc, key, *std::move(packed));
        auto written = co_await m_journal->maintain(replacing);
        if (written || written.error().kind != ErrorKind::Conflict)
            co_return written;
        if (!alive)
            co_return ended();
    }
}

QCoro::Task<Result<FailureAnalysis::FailingRows>> FailureAnalysis::failingRows(MessageKey key, std::stop_token stop)
{
    const auto message = co_await messageOf(key);
    if (!message)
        co_return fail(message.error());
    const auto work = QtConcurrent::run(&tablesOf, m_journal->path(), key, payloadOf(*message), stop);
    auto tables = co_await work;
    co_return tables;
}

QCoro::Task<Result<qint64>> FailureAnalysis::saveFailingRows(MessageKey key, QString output, std::stop_token stop)
{
    auto failure = co_await whyInShort(key, stop);
    if (!failure)
        co_return fail(failure.error());
    const auto message = co_await messageOf(key);
    if (!message)
        co_return fail(message.error());
    if (message->sha256.isEmpty())
        co_return fail(ErrorKind::NotFound,
                       u"Message %1 has no file here: another program sent it."_s.arg(number(key)));
    const auto work = QtConcurrent::run(&writeRowsOf, m_journal->path(), key, payloadOf(*message), output, stop);
    auto saved = co_await work;
    if (!saved && saved.error().kind == ErrorKind::NotFound)
        saved.error().message += u' ' + failure->explanation;
    co_return saved;
}

} // namespace waybill
