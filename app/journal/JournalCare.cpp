#include "app/journal/JournalCare.h"

#include "app/journal/Connection.h"
#include "app/journal/FileLock.h"
#include "app/journal/JournalBackups.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalReader.h"
#include "app/journal/PayloadStore.h"

#include <QPointer>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::minutes firstLook{1}, between{60};
constexpr qint64 checkAfterSeconds = 7 * 24 * 60 * 60;

// Made here: g++ 12 destroys what a lambda in a coroutine captured twice.
Journal::Maintenance retiring(std::shared_ptr<Retired> step, Retention retention, QDateTime now, QStringList gone)
{
    return [step, retention, now, gone](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
        if (auto forgotten = forgetContents(connection, gone); !forgotten)
            return forgotten;
        auto retired = retireSome(connection, retention, now, step->lookedUpTo);
        if (!retired)
            return fail(std::move(retired.error()));
        *step = std::move(*retired);
        changed = step->messages;
        return {};
    };
}

Journal::Maintenance forgetting(QStringList gone)
{
    return [gone](Connection &connection, QList<MessageKey> &) { return forgetContents(connection, gone); };
}

Journal::Maintenance givingBackRoom(std::shared_ptr<bool> more)
{
    return [more](Connection &connection, QList<MessageKey> &) -> Result<void> {
        const auto rest = giveBackRoom(connection);
        *more = rest && *rest;
        return rest ? Result<void>() : fail(rest.error());
    };
}

tl::unexpected<Error> retiringEnded()
{
    return fail(ErrorKind::Cancelled, u"Retiring old messages was ended; the next time it goes on."_s);
}

/// Those whose files are gone then; the others are too young, or cannot be removed now.
QStringList discardAll(const PayloadStore &payloads, const QStringList &contents, const QDateTime &now)
{
    QStringList gone;
    for (const QString &content : contents) {
        if (payloads.discard(content, now))
            gone.append(content);
    }
    return gone;
}

/// What earlier rounds left of files whose messages are gone.
QCoro::Task<Result<void>> discardLeftovers(Journal *journal, PayloadStore payloads, QDateTime now)
{
    const QPointer<Journal> alive(journal);
    auto asked = journal->answer([](JournalReader &reader) { return reader.contentsToDiscard(); });
    const auto contents = co_await asked;
    if (!contents)
        co_return fail(contents.error());
    if (contents->isEmpty())
        co_return Result<void>();
    const auto discarding = QtConcurrent::run(&discardAll, payloads, *contents, now);
    const QStringList gone = co_await discarding;
    if (!alive)
        co_return retiringEnded();
    const Journal::Maintenance work = forgetting(gone);
    auto done = co_await journal->maintain(work);
    co_return done;
}
} // namespace

JournalCare::JournalCare(Journal *journal, QString profileFolder, std::shared_ptr<const Clock> clock)
    : m_journal(journal), m_profile(std::move(profileFolder)), m_clock(std::move(clock))
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.setInterval(between);
        look();
    });
    connect(&m_worker, &QFutureWatcher<Outcome>::finished, this, &JournalCare::worked);
}

JournalCare::~JournalCare()
{
    m_stop.request_stop();
    m_worker.waitForFinished();
}

void JournalCare::start()
{
    m_timer.start(firstLook);
}

void JournalCare::look()
{
    if (m_turn)
        return;
    auto turn = FileLock::tryTake(m_profile + u"/care.lock"_s);
    if (!turn || !*turn)
        return;
    m_turn = std::move(*turn);
    m_journal->ask(
        this, [](JournalReader &reader) { return reader.fact(u"checked"_s); },
        [this](const Result<QString> &checked) { begin(checked); });
}

void JournalCare::begin(const Result<QString> &checked)
{
    const QDateTime now = m_clock->utcNow();
    const QDateTime last = checked ? QDateTime::fromString(*checked, Qt::ISODate) : QDateTime();
    const bool isOld = !last.isValid() || last > now || last.secsTo(now) > checkAfterSeconds;
    const bool check = isOld || (m_journal->endedUncleanly() && !m_checkedHere);
    m_worker.setFuture(QtConcurrent::run(&JournalCare::work, m_profile, now, check, m_stop.get_token()));
}

JournalCare::Outcome JournalCare::work(const QString &profile, const QDateTime &now, bool check, std::stop_token stop)
{
    const auto goesOn = [&stop] { return !stop.stop_requested(); };
    Outcome outcome;
    if (check) {
        const auto faults = checkJournal(profile + u"/journal.sqlite"_s, goesOn);
        if (!faults)
            outcome.trouble = faults.error();
        else
            outcome.faults = *faults;
        if (!faults || !faults->isEmpty())
            return outcome; // a copy of it would push a sound one out
    }
    const JournalBackups backups(profile);
    if (backups.isDue(now)) {
        if (const auto made = backups.make(now, goesOn); !made)
            outcome.trouble = made.error();
    }
    return outcome;
}

void JournalCare::worked()
{
    const Outcome outcome = m_worker.result();
    if (outcome.trouble)
        emit failed(*outcome.trouble);
    if (outcome.faults && !outcome.faults->isEmpty()) {
        emit damaged(tr("The journal is damaged. End all programs of Waybill and start again: what is sound is saved "
                        "then, and the damaged file is kept."));
    }
    if (outcome.trouble || (outcome.faults && !outcome.faults->isEmpty())) {
        m_turn.reset();
        emit roundEnded();
        return;
    }
    m_checkedHere = m_checkedHere || outcome.faults.has_value();
    tidy(this, outcome.faults.has_value());
}

void JournalCare::tellIfTooLarge(bool isTooLarge)
{
    const bool wasTold = std::exchange(m_toldTooLarge, isTooLarge);
    if (isTooLarge && !wasTold) // whoever closed the notice has read it
        emit tooLarge(whyTooLarge());
}

QCoro::Task<void> JournalCare::tidy(QPointer<JournalCare> self, bool checked)
{
    Journal *journal = self->m_journal;
    const QDateTime now = self->m_clock->utcNow();
    const QString profile = self->m_profile;
    const std::stop_token stop = self->m_stop.get_token();
    const QString time = now.toString(Qt::ISODate);
    QStringList facts{careFact};
    if (checked)
        facts.append(u"checked"_s);
    for (const QString &name : std::as_const(facts)) {
        const auto kept = co_await journal->keepFact(name, time);
        if (!self)
            co_return;
        if (!kept)
            emit self->failed(kept.error());
    }
    auto asked = journal->answer([](JournalReader &reader) { return reader.retention(); });
    const auto retention = co_await asked;
    if (!self)
        co_return;
    if (retention) {
        const Retention wanted = *retention;
        const auto applied = co_await applyRetention(journal, profile, wanted, now, stop);
        if (!self)
            co_return;
        if (applied)
            self->tellIfTooLarge(applied->isTooLarge);
        else if (applied.error().kind != ErrorKind::Cancelled)
            emit self->failed(applied.error());
    }
    self->m_turn.reset();
    emit self->roundEnded();
}

QCoro::Task<Result<RetentionApplied>> applyRetention(Journal *journal, QString profileFolder, Retention retention,
                                                     QDateTime now, std::stop_token stop)
{
    const QPointer<Journal> alive(journal);
    const PayloadStore payloads(profileFolder);
    const auto step = std::make_shared<Retired>();
    const auto more = std::make_shared<bool>(true);
    RetentionApplied applied;
    QStringList gone;
    while (!retention.keepsAll() && !step->done) {
        if (stop.stop_requested())
            co_return retiringEnded();
        const Journal::Maintenance work = retiring(step, retention, now, gone);
        gone.clear();
        const auto done = co_await journal->maintain(work);
        if (!done)
            co_return fail(done.error());
        applied.messages += step->messages.size();
        applied.isTooLarge = step->isTooLarge;
        // On a worker, because large files may take long: the journal may end meanwhile.
        if (!step->contents.isEmpty()) {
            const auto discarding = QtConcurrent::run(&discardAll, payloads, step->contents, now);
            gone = co_await discarding;
        }
        if (!alive)
            co_return retiringEnded();
    }
    const auto rest = co_await discardLeftovers(journal, payloads, now);
    if (!rest)
        co_return fail(rest.error());
    if (!alive)
        co_return retiringEnded();
    while (*more) {
        if (stop.stop_requested())
            break;
        const Journal::Maintenance work = givingBackRoom(more);
        const auto done = co_await journal->maintain(work);
        if (!done)
            co_return fail(done.error());
    }
    co_return applied;
}

} // namespace waybill
