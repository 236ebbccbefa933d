#pragma once

#include "app/messages/LookPlan.h"

#include <QJsonObject>

#include <vector>

namespace waybill::bench {

/// What `polling.json` says.
struct PollingWorkload {
    double hours = 12;
    int jobs = 40;
    int shortestMinutes = 1, longestMinutes = 60;
    double lateUpTo = 10;
    int inFlight = 1000;
    double processingMedian = 40, processingSigma = 1;
    double stuckShare = 0.05, stuckDaysFrom = 1, stuckDaysTo = 4;
    int requestsASecond = 10;
    double answerTakes = 0.2;
    double usualProcessing = 40, usualWaiting = 900, usualRecurrence = 900, wrongBy = 3;
    double backOffFirst = 1, backOffFactor = 2, backOffLongest = 60;

    static PollingWorkload from(const QJsonObject &json);
    /// What a LookPlan takes for likely in the run with this seed: too long for odd ones, too short for even ones.
    LookPlan::Usual usual(int seed) const;
};

/// A day of a service: which messages there are and when each changes. The same for whoever asks.
class PollingWorld
{
public:
    struct Life {
        int job = 0;
        Instant enqueued{}, taken{}, ended{};
        QString wordAt(Instant now) const;
        /// When it came into that word.
        Instant sinceAt(Instant now) const;
    };

    PollingWorld(const PollingWorkload &workload, int seed);

    Instant begin() const { return m_begin; }
    Instant end() const { return m_end; }
    /// In the order of being enqueued; the first ones before begin().
    const std::vector<Life> &lives() const { return m_lives; }

private:
    Instant m_begin{}, m_end{};
    std::vector<Life> m_lives;
};

/// Somebody who asks about messages of the world, one question at a time.
class Asker
{
public:
    virtual ~Asker() = default;
    virtual void follow(int life, int job, const QString &word, Instant since, Instant now) = 0;
    /// Whom to ask now; -1 for nobody.
    virtual int pick(Instant now) = 0;
    virtual void answered(int life, const QString &word, Instant now) = 0;
    virtual void ended(int life) = 0;
};

std::unique_ptr<Asker> askInTurn();
std::unique_ptr<Asker> askWithBackOff(const PollingWorkload &workload);
std::unique_ptr<Asker> askByPlan(const LookPlan::Usual &usual);

/// Seconds from change to screen of every change of the world.
struct PollingDelays {
    std::vector<double> sorted;
    qint64 questions = 0;
    double at(double share) const;
};
PollingDelays watch(const PollingWorld &world, const PollingWorkload &workload, Asker &asker);

} // namespace waybill::bench
