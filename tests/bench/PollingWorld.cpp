#include "tests/bench/PollingWorld.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <queue>
#include <random>

namespace waybill::bench {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

milliseconds ms(double seconds)
{
    return milliseconds(std::llround(seconds * 1000));
}

/// Before the run begins the world lives for a while, so that it begins in its usual state.
constexpr auto before = 3h;
constexpr Instant start = Instant(std::chrono::sys_days(std::chrono::year(2025) / 3 / 3));
constexpr Instant never = Instant(milliseconds(std::numeric_limits<qint64>::max() / 4));

/// Lets a world run from event to event.
struct Making {
    const PollingWorkload &load;
    std::mt19937_64 chance;
    Instant stop;
    std::vector<PollingWorld::Life> lives;
    std::vector<std::vector<int>> waiting; ///< by job
    int stuck = 0;

    struct Next {
        Instant at;
        int job = -1, life = -1; ///< a batch comes, or a message ends
        bool operator>(const Next &other) const { return at > other.at; }
    };
    std::priority_queue<Next, std::vector<Next>, std::greater<>> events;

    double uniform(double from, double to) { return std::uniform_real_distribution<>(from, to)(chance); }
    milliseconds processing()
    {
        return ms(std::lognormal_distribution<>(std::log(load.processingMedian), load.processingSigma)(chance));
    }

    void enqueue(Instant at, bool any)
    {
        const int id = int(lives.size());
        auto &life = lives.emplace_back();
        life.job = std::uniform_int_distribution<>(0, load.jobs - 1)(chance);
        life.enqueued = at;
        life.taken = life.ended = never;
        if (!any || stuck >= int(load.inFlight * load.stuckShare)) {
            waiting[size_t(life.job)].push_back(id);
            return;
        }
        // It never gets anywhere: every other one is not even taken.
        const bool taken = ++stuck % 2;
        life.taken = taken ? at + ms(uniform(1, 60)) : never;
        life.ended = at + ms(86400 * uniform(load.stuckDaysFrom, load.stuckDaysTo));
        if (!taken)
            life.taken = life.ended;
        events.push({life.ended, -1, id});
    }

    void run(Instant from)
    {
        waiting.resize(size_t(load.jobs));
        std::vector<std::pair<Instant, milliseconds>> batches;
        for (int job = 0; job < load.jobs; ++job) {
            const auto period =
                60s * std::uniform_int_distribution<>(load.shortestMinutes, load.longestMinutes)(chance);
            batches.emplace_back(from + ms(uniform(0, double(period.count()))), period);
            events.push({batches.back().first, job, -1});
        }
        const int stuckAtOnce = int(load.inFlight * load.stuckShare);
        for (int i = 0; i < load.inFlight; ++i)
            enqueue(from - (i < stuckAtOnce ? ms(uniform(0, 86400 * load.stuckDaysFrom)) : 0ms), i < stuckAtOnce);
        while (!events.empty() && events.top().at < stop) {
            const Next next = events.top();
            events.pop();
            if (next.job < 0) {
                // A stuck one that ends makes room for another that will be stuck.
                const auto &life = lives[size_t(next.life)];
                const bool wasStuck = life.ended - life.enqueued > 12h;
                stuck -= wasStuck;
                enqueue(next.at, wasStuck);
                continue;
            }
            for (const int id : std::exchange(waiting[size_t(next.job)], {})) {
                auto &life = lives[size_t(id)];
                life.taken = next.at;
                life.ended = next.at + processing();
                events.push({life.ended, -1, id});
            }
            auto &[at, period] = batches[size_t(next.job)];
            at += period;
            events.push({at + ms(uniform(0, load.lateUpTo)), next.job, -1});
        }
    }
};

class InTurn final : public Asker
{
public:
    void follow(int life, int, const QString &, Instant, Instant) override { m_turn.push_back(life); }
    int pick(Instant) override
    {
        if (m_turn.empty())
            return -1;
        const int life = m_turn.front();
        m_turn.pop_front();
        return life;
    }
    void answered(int life, const QString &, Instant) override { m_turn.push_back(life); }
    void ended(int) override {}

private:
    std::deque<int> m_turn;
};

class BackOff final : public Asker
{
public:
    explicit BackOff(const PollingWorkload &load) : m_load(load) {}
    void follow(int life, int, const QString &word, Instant, Instant now) override
    {
        m_known[life] = {word, m_load.backOffFirst};
        m_due.emplace(now, life);
    }
    int pick(Instant now) override
    {
        if (m_due.empty() || m_due.top().first > now)
            return -1;
        const int life = m_due.top().second;
        m_due.pop();
        return life;
    }
    void answered(int life, const QString &word, Instant now) override
    {
        auto &[last, pause] = m_known[life];
        pause = word == last ? std::min(pause * m_load.backOffFactor, m_load.backOffLongest) : m_load.backOffFirst;
        last = word;
        m_due.emplace(now + ms(pause), life);
    }
    void ended(int life) override { m_known.remove(life); }

private:
    const PollingWorkload m_load;
    QHash<int, std::pair<QString, double>> m_known;
    std::priority_queue<std::pair<Instant, int>, std::vector<std::pair<Instant, int>>, std::greater<>> m_due;
};

class ByPlan final : public Asker
{
public:
    explicit ByPlan(const LookPlan::Usual &usual) : m_plan(usual) {}
    void follow(int life, int job, const QString &word, Instant since, Instant now) override
    {
        LookPlan::Subject subject;
        subject.key = MessageKey(life + 1);
        subject.job = QString::number(job);
        subject.word = word;
        subject.since = since;
        m_plan.follow(subject, now);
    }
    int pick(Instant now) override
    {
        const auto look = m_plan.next(now);
        if (!look || look->at > now)
            return -1;
        m_plan.asked(look->key, now);
        return int(number(look->key)) - 1;
    }
    void answered(int life, const QString &word, Instant now) override
    {
        m_plan.answered(MessageKey(life + 1), word, now);
    }
    void ended(int life) override { m_plan.forget(MessageKey(life + 1)); }

private:
    LookPlan m_plan;
};

} // namespace

PollingWorkload PollingWorkload::from(const QJsonObject &json)
{
    PollingWorkload load;
    const QJsonObject minutes = json[u"recurrenceMinutes"_s].toObject(), stuck = json[u"stuck"_s].toObject();
    const QJsonObject processing = json[u"processing"_s].toObject(), days = stuck[u"forDays"_s].toObject();
    const QJsonObject assumed = json[u"assumedBefore"_s].toObject(), back = json[u"fixedBackOff"_s].toObject();
    load.hours = json[u"hours"_s].toDouble();
    load.jobs = json[u"jobs"_s].toInt();
    load.shortestMinutes = minutes[u"from"_s].toInt();
    load.longestMinutes = minutes[u"to"_s].toInt();
    load.lateUpTo = json[u"batchIsLateUpTo"_s].toDouble();
    load.inFlight = json[u"inFlight"_s].toObject()[u"messages"_s].toInt();
    load.processingMedian = processing[u"median"_s].toDouble();
    load.processingSigma = processing[u"sigma"_s].toDouble();
    load.stuckShare = stuck[u"shareOfInFlight"_s].toDouble();
    load.stuckDaysFrom = days[u"from"_s].toDouble();
    load.stuckDaysTo = days[u"to"_s].toDouble();
    load.requestsASecond = json[u"requestsASecond"_s].toInt();
    load.answerTakes = json[u"answerTakes"_s].toDouble();
    load.usualProcessing = assumed[u"usualProcessing"_s].toDouble();
    load.usualWaiting = assumed[u"usualWaiting"_s].toDouble();
    load.usualRecurrence = assumed[u"usualRecurrence"_s].toDouble();
    load.wrongBy = assumed[u"wrongBy"_s].toDouble();
    load.backOffFirst = back[u"first"_s].toDouble();
    load.backOffFactor = back[u"factor"_s].toDouble();
    load.backOffLongest = back[u"longest"_s].toDouble();
    return load;
}

LookPlan::Usual PollingWorkload::usual(int seed) const
{
    const double wrong = seed % 2 ? wrongBy : 1 / wrongBy;
    LookPlan::Usual usual;
    usual.times.waiting = Seconds(usualWaiting * wrong);
    usual.times.working = usual.times.preparing = Seconds(usualProcessing * wrong);
    usual.recurrence = Seconds(usualRecurrence * wrong);
    return usual;
}

QString PollingWorld::Life::wordAt(Instant now) const
{
    static const QString words[] = {u"Enqueued"_s, u"Processing"_s, u"Processed"_s};
    return words[now >= ended ? 2 : now >= taken ? 1 : 0];
}

Instant PollingWorld::Life::sinceAt(Instant now) const
{
    return now >= ended ? ended : now >= taken ? taken : enqueued;
}

PollingWorld::PollingWorld(const PollingWorkload &workload, int seed)
    : m_begin(start + before), m_end(m_begin + ms(workload.hours * 3600))
{
    Making making{workload, std::mt19937_64(quint64(seed)), m_end, {}, {}, 0, {}};
    making.run(start);
    m_lives = std::move(making.lives);
    std::ranges::stable_sort(m_lives, {}, &Life::enqueued);
}

std::unique_ptr<Asker> askInTurn()
{
    return std::make_unique<InTurn>();
}

std::unique_ptr<Asker> askWithBackOff(const PollingWorkload &workload)
{
    return std::make_unique<BackOff>(workload);
}

std::unique_ptr<Asker> askByPlan(const LookPlan::Usual &usual)
{
    return std::make_unique<ByPlan>(usual);
}

double PollingDelays::at(double share) const
{
    return sorted.empty() ? 0 : sorted[std::min(sorted.size() - 1, size_t(share * double(sorted.size())))];
}

PollingDelays watch(const PollingWorld &world, const PollingWorkload &workload, Asker &asker)
{
    struct Answer {
        Instant at;
        int life;
        QString word;
    };
    PollingDelays delays;
    const auto &lives = world.lives();
    std::deque<Answer> answers;
    std::vector<Instant> seenUpTo(lives.size(), world.begin()); ///< changes before that are on screen
    const auto note = [&](size_t life, Instant now) {
        // What changed up to the moment the question was answered is on screen now.
        const Instant shown = now - ms(workload.answerTakes / 2);
        for (const Instant change : {lives[life].taken, lives[life].ended}) {
            if (change > seenUpTo[life] && change <= shown)
                delays.sorted.push_back(Seconds(now - change).count());
        }
        seenUpTo[life] = std::max(seenUpTo[life], shown);
    };
    size_t arrived = 0;
    const milliseconds step(1000 / workload.requestsASecond);
    for (Instant now = world.begin(); now < world.end(); now += step) {
        for (; arrived < lives.size() && lives[arrived].enqueued <= now; ++arrived) {
            const auto &life = lives[arrived];
            if (life.ended > now)
                asker.follow(int(arrived), life.job, life.wordAt(now), life.sinceAt(now), now);
            else
                seenUpTo[arrived] = world.end();
        }
        while (!answers.empty() && answers.front().at <= now) {
            const Answer answer = answers.front();
            answers.pop_front();
            note(size_t(answer.life), answer.at);
            if (answer.word == lives[size_t(answer.life)].wordAt(never))
                asker.ended(answer.life);
            else
                asker.answered(answer.life, answer.word, now);
        }
        if (const int life = asker.pick(now); life >= 0) {
            ++delays.questions;
            const auto &asked = lives[size_t(life)];
            answers.push_back({now + ms(workload.answerTakes), life, asked.wordAt(now + ms(workload.answerTakes / 2))});
        }
    }
    // What is on no screen at the end has waited at least until then.
    for (size_t life = 0; life < arrived; ++life) {
        for (const Instant change : {lives[life].taken, lives[life].ended}) {
            if (change > seenUpTo[life] && change < world.end())
                delays.sorted.push_back(Seconds(world.end() - change).count());
        }
    }
    std::ranges::sort(delays.sorted);
    return delays;
}

} // namespace waybill::bench
