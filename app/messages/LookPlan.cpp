#include "app/messages/LookPlan.h"

#include <algorithm>
#include <utility>

namespace waybill {
using namespace std::chrono_literals;

namespace {
/// So often left behind by its batch it is not expected to be taken with others any more.
constexpr int hopeless = 4;
/// So many were seen to leave a word before it is told how long they stay in it.
constexpr double tellingChanges = 5;
/// So many times as long as half of them stay, or so many recurrences of the batch, is late …
constexpr double lateMedians = 4, lateRecurrences = 2;
/// … but nobody calls it late before.
constexpr Seconds soonest = 30s;
} // namespace

LookPlan::LookPlan(Usual usual) : m_usual(usual), m_times(usual.times) {}

PlannedLook *LookPlan::find(MessageKey key)
{
    const auto look = m_looks.find(key);
    return look == m_looks.end() ? nullptr : &look->second;
}

const PlannedLook *LookPlan::find(MessageKey key) const
{
    const auto look = m_looks.find(key);
    return look == m_looks.end() ? nullptr : &look->second;
}

size_t LookPlan::groupOf(const QString &job)
{
    if (const auto known = m_jobs.constFind(job); known != m_jobs.cend())
        return *known;
    m_jobs.insert(job, m_groups.size());
    m_groups.emplace_back().batch = std::make_unique<JobBatch>(m_usual.recurrence);
    return m_groups.size() - 1;
}

std::optional<UsualCourse> LookPlan::usualCourse(MessageKey key, Instant now) const
{
    const PlannedLook *look = find(key);
    if (!look || look->kind != LookKind::Status)
        return std::nullopt;
    UsualCourse course{look->word, look->waits, look->since, {}, {}};
    if (look->waits && look->batch)
        course.every = look->batch->rhythm().period();
    if (look->times.own->changes() >= tellingChanges)
        course.stays = look->times.own->median();
    const Seconds age = now - look->since;
    const Seconds usual = course.every   ? lateRecurrences * Seconds(*course.every)
                          : course.stays ? lateMedians * *course.stays
                                         : Seconds(0);
    course.late = usual > 0s && age > std::max(usual, soonest);
    return course;
}

const JobBatch *LookPlan::batch(const QString &job) const
{
    const auto known = m_jobs.constFind(job);
    return known == m_jobs.cend() ? nullptr : m_groups[*known].batch.get();
}

std::vector<PlannedLook *> &LookPlan::listOf(const PlannedLook &look)
{
    return look.member ? m_groups[look.group].members : m_alone;
}

/// Out of its list, before something changes that decides in which it belongs.
void LookPlan::take(PlannedLook &look)
{
    m_planned.reset();
    m_groups[look.group].surveyed = false;
    auto &list = listOf(look);
    list[look.place] = list.back();
    list[look.place]->place = look.place;
    list.pop_back();
}

void LookPlan::put(PlannedLook &look)
{
    m_groups[look.group].surveyed = false;
    look.member = look.covered();
    auto &list = listOf(look);
    look.place = list.size();
    list.push_back(&look);
}

void LookPlan::follow(const Subject &subject, Instant now)
{
    PlannedLook *look = find(subject.key);
    if (!look) {
        m_planned.reset();
        look = &m_looks[subject.key];
        look->key = subject.key;
        look->onScreen = m_onScreen.contains(subject.key);
        begin(*look, subject, now);
        put(*look);
        return;
    }
    if (look->kind == subject.kind && (look->word == subject.word || subject.word.isEmpty()))
        return;
    take(*look);
    if (look->kind != subject.kind)
        begin(*look, subject, now);
    else
        setWord(*look, subject.word, std::min(subject.since, now), now);
    put(*look);
}

void LookPlan::begin(PlannedLook &look, const Subject &subject, Instant now)
{
    const Instant since = std::min(subject.since, now);
    look.kind = subject.kind;
    look.job = subject.job;
    look.entity = subject.entity;
    look.group = groupOf(subject.job);
    look.batch = subject.job.isEmpty() ? nullptr : m_groups[look.group].batch.get();
    look.failures = 0;
    look.missed = false;
    setWord(look, subject.word, since, since);
    look.known = !subject.word.isEmpty();
    // What has been like that for a while was left by an earlier program: it may have changed since.
    look.stale = look.kind == LookKind::Status && now - since > 10s;
    look.lastTry = since - 1s; // it may be asked at once
}

void LookPlan::setWord(PlannedLook &look, const QString &word, Instant since, Instant now)
{
    look.word = word;
    look.since = since;
    look.lastLook = look.lastTry = now;
    look.known = true;
    look.waits = waitsForBatch(word);
    look.leftBehind = 0;
    look.perhaps = look.stale = false;
    look.times = m_times.circle(look.job, look.entity, word);
    if (look.joins())
        join(look);
}

void LookPlan::join(PlannedLook &look)
{
    const bool alone = std::ranges::none_of(m_looks, [&look](const auto &entry) {
        const PlannedLook &other = entry.second;
        return other.group == look.group && other.key != look.key && other.joins();
    });
    if (alone)
        look.batch->beginWaiting(look.lastLook);
}

void LookPlan::forget(MessageKey key)
{
    if (PlannedLook *look = find(key)) {
        take(*look);
        m_looks.erase(key);
    }
}

void LookPlan::lookSoon(MessageKey key)
{
    if (PlannedLook *look = find(key)) {
        take(*look);
        look->urgent = true;
        put(*look);
    }
}

void LookPlan::setOnScreen(const QSet<MessageKey> &keys)
{
    if (keys == m_onScreen)
        return;
    for (const MessageKey key : m_onScreen + keys) {
        if (PlannedLook *look = find(key)) {
            take(*look);
            look->onScreen = keys.contains(key);
            put(*look);
        }
    }
    m_onScreen = keys;
}

void LookPlan::wakeUp(Instant now)
{
    for (auto &[key, look] : m_looks) {
        take(look);
        look.stale = look.kind == LookKind::Status;
        look.failures = 0;
        // Only where the clock was set back.
        look.since = std::min(look.since, now);
        look.lastLook = std::min(look.lastLook, now);
        look.lastTry = std::min(look.lastTry, now - 1s);
        look.perhapsFrom = std::min(look.perhapsFrom, now);
        look.perhapsTo = std::min(look.perhapsTo, now);
        put(look);
    }
    for (Group &group : m_groups) {
        if (group.batch->waitedAt() > now)
            group.batch->beginWaiting(now);
    }
}

void LookPlan::asked(MessageKey key, Instant now)
{
    ++m_turn;
    if (PlannedLook *look = find(key)) {
        take(*look);
        look->asking = true;
        look->urgent = false; // what a person asks for from now on is another question
        look->askedAt = look->lastTry = now;
        put(*look);
    }
}

void LookPlan::ended(PlannedLook &look, Instant now)
{
    look.asking = look.missed = false;
    look.lastTry = now;
}

bool LookPlan::answered(MessageKey key, const QString &word, Instant now)
{
    PlannedLook *look = find(key);
    if (!look)
        return false;
    take(*look);
    ended(*look, now);
    look->failures = 0;
    look->stale = false;
    const bool news = look->word != word || !look->known;
    if (look->waits ? waitsForBatch(word) : look->word == word) {
        stays(*look, now);
        look->word = word;
        look->known = true;
    } else {
        const Instant since = leaves(*look, now);
        setWord(*look, word, since, now);
    }
    put(*look);
    return news;
}

void LookPlan::stays(PlannedLook &look, Instant now)
{
    look.times.stayed(look.lastLook - look.since, now - look.since);
    look.lastLook = now;
    if (!look.perhaps && !look.joins())
        return; // what its batch left behind tells nothing of the others
    JobBatch &batch = *look.batch;
    if (look.perhaps) {
        // Asked before the batch was known to have come: that says nothing of it.
        look.perhaps = look.askedAt < look.perhapsTo;
        if (look.perhaps || look.since >= look.perhapsFrom)
            return;
        if (look.leftBehind++ == 0)
            batch.took(false);
    } else if (look.since <= batch.waitedAt()) {
        batch.waits(now);
    } else if (const Group &group = survey(look.group); !group.first || group.first->since > batch.waitedAt()) {
        batch.beginWaiting(now); // nobody is left who waited then
    }
}

/// Learns from a change; when it was, as near as is known.
Instant LookPlan::leaves(PlannedLook &look, Instant now)
{
    Instant from = std::max(look.lastLook, look.since), to = now;
    look.times.left(from - look.since, now - look.since);
    if (look.perhaps) {
        if (look.leftBehind == 0)
            look.batch->took(true);
        from = std::max(from, look.perhapsFrom);
        to = std::max(from, look.perhapsTo);
    } else if (look.joins()) {
        if (look.since <= look.batch->waitedAt())
            from = std::max(from, look.batch->waitedAt());
        look.batch->came(from, now);
        for (auto &[key, other] : m_looks) {
            const bool waits = other.batch == look.batch && other.kind == LookKind::Status && other.waits;
            if (!waits || other.perhaps || other.leftBehind >= hopeless || key == look.key)
                continue;
            take(other);
            other.perhaps = true;
            other.perhapsFrom = from;
            other.perhapsTo = now;
            put(other);
        }
    }
    return from + (to - from) / 2;
}

void LookPlan::failed(MessageKey key, Instant now)
{
    if (PlannedLook *look = find(key)) {
        take(*look);
        ended(*look, now);
        ++look->failures;
        look->stale = false;
        put(*look);
    }
}

void LookPlan::unanswered(MessageKey key, Instant now)
{
    if (PlannedLook *look = find(key)) {
        take(*look);
        ended(*look, now);
        put(*look);
    }
}

void LookPlan::missed(MessageKey key)
{
    if (PlannedLook *look = find(key)) {
        take(*look);
        look->missed = true;
        put(*look);
    }
}

void LookPlan::learn(const QList<Past> &past)
{
    QHash<QString, QList<std::pair<Instant, Instant>>> waits; ///< until when, since when
    for (const Past &one : past) {
        if (one.to < one.from)
            continue; // the clock was set back
        const auto circle = m_times.circle(one.job, one.entity, one.word);
        const Seconds age = one.to - one.from;
        circle.stayed(0s, age);
        circle.left(age, age);
        if (waitsForBatch(one.word) && !one.job.isEmpty())
            waits[one.job].append({one.to, one.from});
    }
    for (auto job = waits.begin(); job != waits.end(); ++job) {
        JobBatch &batch = *m_groups[groupOf(job.key())].batch;
        std::ranges::sort(*job);
        Instant last{};
        for (const auto &[until, since] : *job) {
            // When it was last seen to wait is not kept: a minute before the first of them was seen to be taken.
            if (until - last > 60s) {
                batch.beginWaiting(std::max(last, std::min(since, until - 60s)));
                batch.waits(until - 60s);
                batch.came(until - 60s, until);
            }
            last = until;
        }
    }
}

} // namespace waybill
