#include "app/practice/scenario/BadDay.h"

#include "app/practice/Seed.h"
#include "app/practice/data/Text.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// One way in which a trouble shows: to which calls, and to how many of them at full strength.
struct Symptom {
    Trouble trouble;
    bool enqueues; ///< it is for enqueue, otherwise for the calls that ask
    double share;
    const char *fault;
};

// What leaves an enqueue undecided or refused costs a person's time, so that it is rarer than what a program repeats.
constexpr std::array symptoms{
    Symptom{Trouble::Throttling, false, 0.7, "throttle429"},
    Symptom{Trouble::BareThrottling, false, 0.5, "throttle429"},
    Symptom{Trouble::ServerErrors, false, 0.08, "status500"},
    Symptom{Trouble::ServerErrors, false, 0.08, "html500"},
    Symptom{Trouble::ServerErrors, false, 0.10, "status503"},
    Symptom{Trouble::ServerErrors, false, 0.06, "status504"},
    Symptom{Trouble::ServerErrors, true, 0.02, "status500"},
    Symptom{Trouble::ServerErrors, true, 0.02, "status503"},
    Symptom{Trouble::Denials, true, 0.03, "storedThen500"},
    Symptom{Trouble::Denials, true, 0.03, "storedThen504"},
    Symptom{Trouble::Cuts, false, 0.08, "cutInAnswer"},
    Symptom{Trouble::Cuts, false, 0.05, "cutInHeaders"},
    Symptom{Trouble::Cuts, false, 0.05, "cutAfterBody"},
    Symptom{Trouble::Cuts, true, 0.02, "cutInBody"},
    Symptom{Trouble::Cuts, true, 0.02, "cutAfterBody"},
    Symptom{Trouble::SlowAnswers, false, 0.3, "delay"},
    Symptom{Trouble::SlowAnswers, true, 0.3, "delay"},
    Symptom{Trouble::SignIns, false, 0.2, "status401"},
    Symptom{Trouble::SignIns, true, 0.02, "redirect302"},
    Symptom{Trouble::BusyJobs, true, 0.05, "busyJob"},
};

QJsonObject parametersOf(const Symptom &symptom, const QString &call, std::uint64_t chance)
{
    QJsonObject parameters{{u"call"_s, call}, {u"fault"_s, QString::fromLatin1(symptom.fault)}};
    if (symptom.trouble == Trouble::Throttling)
        parameters[u"retryAfter"_s] = int(2 + below(chance, 7));
    else if (symptom.trouble == Trouble::BareThrottling)
        parameters[u"retryAfter"_s] = QJsonValue::Null;
    else if (symptom.trouble == Trouble::SlowAnswers)
        parameters[u"seconds"_s] = 0.5 + 3.5 * fraction(chance);
    return parameters;
}

/// Puts the usual statuses with one of them changed into the script.
void change(LifecycleScript &script, const LifecycleSubject &subject, qsizetype at, const StatusStep &step)
{
    script.statuses = usualSteps(subject);
    script.statuses[at] = step;
}

} // namespace

std::optional<Fault> BadDay::faultFor(const QString &call, std::uint64_t count, qint64 sinceMs) const
{
    if (call == "token"_L1 || call == "authorize"_L1 || call == "deviceCode"_L1)
        return std::nullopt;
    const bool isEnqueue = call == "enqueue"_L1;
    const std::uint64_t callHash = stableHash(call.toStdString());
    for (std::size_t which = 0; which < symptoms.size(); ++which) {
        const Symptom &symptom = symptoms[which];
        if (symptom.enqueues != isEnqueue)
            continue;
        const double strength = m_waves.strength(symptom.trouble, sinceMs);
        const std::uint64_t chance = mixed({m_seed, callHash, count, which});
        if (strength > 0 && fraction(chance) < symptom.share * strength)
            return Fault{QString::fromLatin1(symptom.fault), parametersOf(symptom, call, mixed({chance}))};
    }
    return std::nullopt;
}

std::optional<LifecycleScript> BadDay::lifeOf(const LifecycleSubject &subject) const
{
    const std::uint64_t chance = mixed({m_seed, stableHash(subject.messageId.toStdString())});
    const double lot = fraction(chance) * 100;
    const double more = fraction(mixed({chance}));
    LifecycleScript script;
    if (lot < 0.5)
        script.stickAt = more < 0.5 ? u"Processing"_s : u"Dequeued"_s;
    else if (lot < 2.5)
        change(script, subject, 3, {u"Processing"_s, 300 + 3300 * more});
    else if (lot < 4)
        change(script, subject, 2, {more < 0.5 ? u"Rearranging"_s : u"AwaitingResources"_s, 20 + 40 * more});
    else if (lot < 5)
        script.final = u"PostProcessingFailed"_s;
    else if (lot < 5.5)
        script.final = u"PreProcessingError"_s;
    else if (lot < 6)
        script.final = u"PostProcessError"_s;
    else if (lot < 9)
        change(script, subject, 3, {u"InProcess"_s, 7 + 3 * more});
    else
        return std::nullopt;
    return script;
}

double BadDay::pace(qint64 sinceMs) const
{
    return 1 + 9 * m_waves.strength(Trouble::SlowBatches, sinceMs);
}

} // namespace practice
