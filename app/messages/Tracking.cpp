#include "app/messages/Tracking.h"

#include "app/base/Guid.h"
#include "app/journal/JournalReader.h"
#include "app/messages/ExistingMessage.h"
#include "app/messages/LocalChange.h"

#include <QFileInfo>
#include <QSet>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Longer than any execution id; F&O's field has 80 characters.
constexpr qsizetype longestExecutionId = 250;

/// Not inside the coroutine: g++ 12 destroys what a lambda there captured twice.
QFuture<Result<StoredPayload>> beginCopy(const PayloadStore &payloads, const QString &path, const std::stop_token &stop)
{
    return QtConcurrent::run([payloads, path, stop] { return payloads.add(path, {}, stop); });
}

/// Those of the ids that the journal has already, the newest row of each.
Result<QHash<QString, MessageKey>> knownOf(JournalReader &reader, const TrackRequest &request, const QStringList &ids)
{
    QHash<QString, MessageKey> known;
    for (const QString &id : ids) {
        const auto rows = request.by == TrackedBy::MessageId
                              ? reader.byMessageId(request.environment, MessageId(id))
                              : reader.byExecutionId(request.environment, ExecutionId(id));
        if (!rows)
            return fail(rows.error());
        if (!rows->isEmpty())
            known.insert(id, rows->first().key);
    }
    return known;
}

AnswerAwaiter<Result<QHash<QString, MessageKey>>> answerKnown(Journal &journal, const TrackRequest &request,
                                                              const QStringList &ids)
{
    return journal.answer([request, ids](JournalReader &reader) { return knownOf(reader, request, ids); });
}
} // namespace

Tracking::Tracking(Journal *journal, PayloadStore payloads, EnvironmentStore *environments,
                   std::shared_ptr<const Clock> clock)
    : m_journal(journal), m_payloads(std::move(payloads)), m_environments(environments), m_clock(std::move(clock))
{
}

Result<QString> Tracking::idFrom(TrackedBy by, const QString &text)
{
    if (by == TrackedBy::MessageId) {
        const auto id = guidInUseFrom(text);
        return id ? Result<QString>(*id)
                  : fail(ErrorKind::BadInput, u"“%1” is not a message id (a GUID)."_s.arg(text.left(100)));
    }
    const QString id = text.trimmed();
    const bool printable = std::ranges::all_of(id, [](QChar c) { return c.isPrint(); });
    const bool allZero = guidFrom(id) && !guidInUseFrom(id);
    if (id.isEmpty() || id.size() > longestExecutionId || !printable || allZero) {
        return fail(ErrorKind::BadInput,
                    u"“%1” is not an execution id; F&O shows it as Job ID on the execution's page."_s.arg(
                        id.left(100)));
    }
    return id;
}

QCoro::Task<Result<TrackedRows>> Tracking::track(TrackRequest request)
{
    const Environment *environment = m_environments->find(request.environment);
    if (!environment)
        co_return fail(ErrorKind::NotFound, u"There is no environment named “%1”."_s.arg(request.environment));
    if (request.job.isEmpty() && request.by == TrackedBy::MessageId) {
        co_return fail(ErrorKind::Usage,
                       u"Say which recurring data job the message was sent to; an execution id needs none."_s);
    }
    const DataJob *job = request.job.isEmpty() ? nullptr : environment->job(request.job);
    if (!request.job.isEmpty() && !job) {
        co_return fail(ErrorKind::NotFound,
                       u"The environment “%1” has no job “%2”. See waybill-cli jobs list."_s.arg(request.environment,
                                                                                                 request.job));
    }
    QStringList ids;
    QSet<QString> seen;
    for (const QString &text : request.ids) {
        const auto id = idFrom(request.by, text);
        if (!id)
            co_return fail(id.error());
        if (!seen.contains(*id))
            ids.append(*id);
        seen.insert(*id);
    }
    const DataJob through = job ? *job : DataJob(); // as it is now: it may be edited meanwhile
    auto asked = answerKnown(*m_journal, request, ids);
    const auto known = co_await asked;
    if (!known)
        co_return fail(known.error());
    TrackedRows tracked;
    QList<NewMessage> fresh;
    QList<qsizetype> places; ///< of the fresh ones in `keys`
    for (const QString &id : ids) {
        if (const auto here = known->constFind(id); here != known->cend()) {
            tracked.keys.append(*here);
            tracked.already.append(*here);
            continue;
        }
        NewMessage row;
        row.environment = request.environment;
        row.job = through.name;
        row.activityId = through.activityId;
        row.entity = through.entity;
        row.company = through.company;
        row.state = MessageState::InFlight;
        if (request.by == TrackedBy::MessageId)
            row.messageId = MessageId(id);
        else
            row.executionId = ExecutionId(id);
        places.append(tracked.keys.size());
        tracked.keys.append(MessageKey{});
        fresh.append(row);
    }
    if (fresh.isEmpty())
        co_return tracked;
    auto keys = co_await m_journal->append(std::move(fresh), QString());
    if (!keys)
        co_return fail(keys.error());
    for (qsizetype i = 0; i < places.size(); ++i)
        tracked.keys[places[i]] = keys->at(i);
    co_return tracked;
}

QCoro::Task<Result<void>> Tracking::attach(MessageKey key, QString path, std::stop_token stop)
{
    const auto before = co_await existingMessage(m_journal, key);
    if (!before)
        co_return fail(before.error());
    if (!before->sha256.isEmpty())
        co_return fail(ErrorKind::Conflict, u"Message %1 has its file already."_s.arg(number(key)));
    if (const auto usable = PayloadStore::check(path); !usable)
        co_return fail(usable.error());
    const auto copying = beginCopy(m_payloads, path, stop);
    auto stored = co_await copying;
    if (!stored)
        co_return fail(stored.error());
    for (;;) {
        auto asked = m_journal->answerMessage(key);
        const auto message = co_await asked;
        if (!message || !*message)
            co_return message ? Result<void>() : Result<void>(fail(message.error()));
        MessageChange change;
        change.key = key;
        change.file = AttachedFile{QFileInfo(path).fileName(), stored->bytes, stored->sha256};
        // The state stays the last event's word; that a file came stands in the detail.
        change.event = Event{m_clock->utcNow(), EventSource::Local, word((*message)->state),
                             u"%1 attached the file %2."_s.arg(userName(), change.file->name)};
        change.onlyFrom = {(*message)->state};
        auto written = co_await m_journal->commit(std::move(change));
        const auto now = co_await existingMessage(m_journal, key);
        const bool moved =
            !written && written.error().kind == ErrorKind::Conflict && now && now->sha256.isEmpty();
        if (!moved)
            co_return written;
    }
}

QStringList Tracking::idsIn(const QString &text) const
{
    QSet<QString> others;
    for (const Environment &environment : m_environments->environments()) {
        others.insert(guidFrom(environment.tenant).value_or(QString()));
        others.insert(guidFrom(environment.clientId).value_or(QString()));
        for (const DataJob &job : environment.jobs)
            others.insert(job.activityId.text());
    }
    QStringList ids = guidsIn(text);
    ids.removeIf([&others](const QString &id) { return others.contains(id); });
    return ids;
}

} // namespace waybill
