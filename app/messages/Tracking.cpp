#include "app/messages/Tracking.h"

#include "app/base/Guid.h"
#include "app/journal/JournalWrites.h"
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

/// Appends the rows that are not there yet, in one transaction with the look for them: of two programs that are told
/// the same id one finds the other's row.
Journal::Maintenance following(QList<NewMessage> rows, QDateTime now, std::shared_ptr<TrackedRows> tracked)
{
    return [=](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        *tracked = {};
        for (const NewMessage &row : rows) {
            const auto there = rowLike(connection, row);
            if (!there)
                return fail(there.error());
            if (*there) {
                tracked->keys.append(**there);
                tracked->already.append(**there);
                continue;
            }
            const auto key = appendMessage(connection, row, {}, now);
            if (!key)
                return fail(key.error());
            tracked->keys.append(*key);
            changed.append(*key);
        }
        return {};
    };
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
        return fail(
            ErrorKind::BadInput,
            u"“%1” is not an execution id; F&O shows it as Job ID on the execution's page."_s.arg(id.left(100)));
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
        co_return fail(ErrorKind::NotFound, u"The environment “%1” has no job “%2”. See waybill-cli jobs list."_s.arg(
                                                request.environment, request.job));
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
    const DataJob through = job ? *job : DataJob();
    QList<NewMessage> rows;
    for (const QString &id : ids) {
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
        rows.append(row);
    }
    const auto tracked = std::make_shared<TrackedRows>();
    const Journal::Maintenance work = following(std::move(rows), m_clock->utcNow(), tracked);
    const auto written = co_await m_journal->maintain(work);
    if (!written)
        co_return fail(written.error());
    co_return *tracked;
}

QCoro::Task<Result<void>> Tracking::attach(MessageKey key, QString path, std::stop_token stop)
{
    const auto before = co_await existingMessage(m_journal, key);
    if (!before)
        co_return fail(before.error());
    if (!before->sha256.isEmpty())
        co_return fail(ErrorKind::Conflict, u"Message %1 has its file already."_s.arg(number(key)));
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
        const bool moved = !written && written.error().kind == ErrorKind::Conflict && now && now->sha256.isEmpty();
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

QStringList Tracking::executionsIn(const QString &text)
{
    QStringList ids;
    for (const QString &line : text.split(u'\n')) {
        if (const QString id = line.trimmed(); !id.isEmpty())
            ids.append(id);
    }
    return ids;
}

} // namespace waybill
