#include "app/practice/faults/FaultBook.h"

#include "app/practice/LifecycleClock.h"
#include "app/practice/Seed.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {

FaultBook::FaultBook(const LifecycleClock &clock, std::optional<quint64> seed, const QString &scenario)
    : m_clock(clock), m_seed(seed), m_ownScenario(scenario)
{
    setScenario();
}

/// After the document changed.
void FaultBook::setScenario()
{
    m_scenario.reset();
    if (m_document.scenario.value_or(m_ownScenario) == "bad-day"_L1)
        m_scenario.emplace(m_document.seed.value_or(m_seed.value_or(1)));
}

QString FaultBook::replace(const QByteArray &json)
{
    FaultDocument document;
    if (const QString problem = readFaultDocument(json, document); !problem.isEmpty())
        return problem;
    const std::lock_guard lock(m_mutex);
    m_document = document;
    setScenario();
    return {};
}

QString FaultBook::replaceFromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"The faults file %1 cannot be read: %2."_s.arg(path, file.errorString());
    const QString problem = replace(file.readAll());
    return problem.isEmpty() ? problem : u"The faults file %1 will not do. %2"_s.arg(path, problem);
}

void FaultBook::clear()
{
    const std::lock_guard lock(m_mutex);
    m_document = {};
    setScenario();
}

QJsonObject FaultBook::document() const
{
    const std::lock_guard lock(m_mutex);
    QJsonObject json = m_document.json;
    QJsonArray faults;
    for (const FaultEntry &entry : m_document.faults) {
        QJsonObject fault = entry.json;
        fault["seen"_L1] = entry.seen;
        fault["applied"_L1] = entry.applied;
        faults.append(fault);
    }
    json["faults"_L1] = faults;
    if (!json.contains("lifecycles"_L1))
        json["lifecycles"_L1] = QJsonArray();
    return json;
}

QJsonObject FaultBook::scenarioNow() const
{
    const std::lock_guard lock(m_mutex);
    const qint64 since = m_clock.now() - m_clock.began();
    QJsonArray waves;
    if (m_scenario)
        for (const Wave &wave : m_scenario->waves().at(since))
            waves.append(QJsonObject{{u"wave"_s, Waves::nameOf(wave.trouble)},
                                     {u"strength"_s, wave.strength},
                                     {u"endsInSeconds"_s, double(wave.endsMs - since) / 1000}});
    return {{u"scenario"_s, m_scenario ? u"bad-day"_s : u"none"_s},
            {u"seed"_s, m_scenario ? QJsonValue(qint64(m_scenario->seed())) : QJsonValue()},
            {u"secondsSinceBegin"_s, double(since) / 1000},
            {u"waves"_s, waves}};
}

/// 0 to 1; with a seed the same for the same request of the same fault.
double FaultBook::chance(std::uint64_t fault, std::uint64_t seen) const
{
    return m_seed ? fraction(mixed({*m_seed, fault, seen})) : QRandomGenerator::global()->generateDouble();
}

std::optional<Fault> FaultBook::choose(const QString &call, const QStringList &subjects)
{
    return chooseFrom(call, subjects, false);
}

std::optional<Fault> FaultBook::chooseForOperation(const QString &call, const QStringList &subjects)
{
    const auto fault = chooseFrom(call, subjects, true);
    return fault && reachesOperations(fault->name) ? fault : std::nullopt; // a scenario knows nothing of batches
}

std::optional<Fault> FaultBook::chooseFrom(const QString &call, const QStringList &subjects, bool isOperation)
{
    const std::lock_guard lock(m_mutex);
    for (FaultEntry &entry : m_document.faults) {
        if (entry.call != call && entry.call != "any"_L1)
            continue;
        if (isOperation && !reachesOperations(entry.name))
            continue;
        if (!entry.match.isEmpty() && subjects.filter(entry.match, Qt::CaseInsensitive).isEmpty())
            continue;
        ++entry.seen;
        if (entry.seen <= entry.skip || (entry.times >= 0 && entry.applied >= entry.times))
            continue;
        const auto place = std::uint64_t(&entry - m_document.faults.data());
        if (entry.rate < 1.0 && chance(place, std::uint64_t(entry.seen)) >= entry.rate)
            continue;
        ++entry.applied;
        return Fault{entry.name, entry.json};
    }
    if (!m_scenario)
        return std::nullopt;
    return m_scenario->faultFor(call, m_asked[call]++, m_clock.now() - m_clock.began());
}

std::optional<LifecycleScript> FaultBook::scriptFor(const QString &externalIdentifier,
                                                    const LifecycleSubject &subject) const
{
    const std::lock_guard lock(m_mutex);
    for (const LifecycleScript &script : m_document.scripts) {
        const QRegularExpression wildcard(QRegularExpression::wildcardToRegularExpression(script.match),
                                          QRegularExpression::CaseInsensitiveOption);
        if (script.match == "*"_L1 || wildcard.match(externalIdentifier).hasMatch())
            return script;
    }
    return m_scenario ? m_scenario->lifeOf(subject) : std::nullopt;
}

double FaultBook::pace(qint64 clockMs) const
{
    const std::lock_guard lock(m_mutex);
    return m_scenario ? m_scenario->pace(clockMs - m_clock.began()) : 1.0;
}

int FaultBook::clockSkew() const
{
    const std::lock_guard lock(m_mutex);
    return m_document.clockSkew;
}

} // namespace practice
