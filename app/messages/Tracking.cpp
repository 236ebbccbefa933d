#include "app/messages/Tracking.h"

#include "app/base/Guid.h"
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

Result<std::optional<Message>> Tracking::known(const QString &environment, TrackedBy by, const QString &id) const
{
    const auto rows = by == TrackedBy::MessageId ? m_journal->byMessageId(environment, MessageId(id))
                                                 : m_journal->byExecutionId(environment, ExecutionId(id));
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional<Message>(rows->first());
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
    TrackedRows tracked;
    QList<NewMessage> fresh;
    QList<qsizetype> places; ///< of the fresh ones in `keys`
    QSet<QString> seen;
    for (const QString &text : request.ids) {
        const auto id = idFrom(request.by, text);
        if (!id)
            co_return fail(id.error());
        if (seen.contains(*id))
            continue;
        seen.insert(*id);
        const auto here = known(request.environment, request.by, *id);
        if (!here)
            co_return fail(here.error());
        if (*here) {
            tracked.keys.append((*here)->key);
            tracked.already.append((*here)->key);
            continue;
        }
        NewMessage row;
        row.environment = request.environment;
        if (job) {
            row.job = job->name;
            row.activityId = job->activityId;
            row.entity = job->entity;
            row.company = job->company;
        }
        row.state = MessageState::InFlight;
        if (request.by == TrackedBy::MessageId)
            row.messageId = MessageId(*id);
        else
            row.executionId = ExecutionId(*id);
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
    const auto hasFile = [this, key]() -> Result<bool> {
        const auto message = m_journal->message(key);
        if (!message)
            return fail(message.error());
        if (!*message)
            return fail(ErrorKind::NotFound,
                        u"There is no message with the key %1 in this profile."_s.arg(number(key)));
        return !(*message)->sha256.isEmpty();
    };
    const auto before = hasFile();
    if (!before)
        co_return fail(before.error());
    if (*before)
        co_return fail(ErrorKind::Conflict, u"Message %1 has its file already."_s.arg(number(key)));
    if (const auto usable = PayloadStore::check(path); !usable)
        co_return fail(usable.error());
    const auto copying = beginCopy(m_payloads, path, stop);
    auto stored = co_await copying;
    if (!stored)
        co_return fail(stored.error());
    for (;;) {
        const auto message = m_journal->message(key);
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
        const auto now = hasFile();
        const bool moved = !written && written.error().kind == ErrorKind::Conflict && now && !*now;
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
