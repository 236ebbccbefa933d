#include "app/practice/faults/FaultBook.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// A whole number of at least 0 under `key`, or `otherwise` where the key is absent; nothing when it is no such thing.
std::optional<int> count(const QJsonObject &json, const QString &key, int otherwise)
{
    if (!json.contains(key))
        return otherwise;
    const int value = json[key].toInt(-1);
    return value < 0 ? std::nullopt : std::optional(value);
}

} // namespace

QString FaultBook::readFault(const QJsonObject &json, Entry &entry)
{
    for (const QString &key : json.keys())
        if (!isFaultKey(key))
            return u"A fault has the unknown key \"%1\"."_s.arg(key);
    entry.json = json;
    entry.json.remove("seen"_L1);
    entry.json.remove("applied"_L1);
    entry.call = json["call"_L1].toString(u"any"_s);
    entry.name = json["fault"_L1].toString();
    if (entry.call != "any"_L1 && !isFaultableCall(entry.call))
        return u"There is no call \"%1\" to aim a fault at."_s.arg(entry.call);
    if (!placeOf(entry.name))
        return u"There is no fault \"%1\"."_s.arg(entry.name);
    const auto times = json["times"_L1].isNull() ? std::optional(-1) : count(json, u"times"_s, -1);
    const auto skip = count(json, u"skip"_s, 0);
    entry.rate = json.contains("rate"_L1) ? json["rate"_L1].toDouble(-1) : 1.0;
    if (!times || !skip || entry.rate < 0 || entry.rate > 1)
        return u"Fault \"%1\": \"times\" and \"skip\" are whole numbers from 0, \"rate\" is a number from 0 to 1."_s
            .arg(entry.name);
    entry.times = *times;
    entry.skip = *skip;
    entry.match = json["match"_L1].toString();
    return {};
}

QString FaultBook::readScript(const QJsonObject &json, LifecycleScript &script)
{
    for (const QString &key : json.keys())
        if (!QStringList{u"match"_s, u"statuses"_s, u"stickAt"_s, u"final"_s}.contains(key))
            return u"A lifecycle has the unknown key \"%1\"."_s.arg(key);
    script.match = json["match"_L1].toString(script.match);
    script.stickAt = json["stickAt"_L1].toString();
    script.final = json["final"_L1].toString();
    for (const auto &item : json["statuses"_L1].toArray()) {
        const QJsonObject step = item.toObject();
        const QString status = step["status"_L1].toString();
        if (status.isEmpty())
            return u"A status of lifecycle \"%1\" has no \"status\"."_s.arg(script.match);
        std::optional<double> seconds;
        if (step.contains("seconds"_L1)) {
            seconds = step["seconds"_L1].toDouble(-1);
            if (*seconds < 0)
                return u"Status \"%1\" of lifecycle \"%2\": \"seconds\" is a number from 0."_s.arg(status,
                                                                                                   script.match);
        }
        script.statuses.append({status, seconds});
    }
    return {};
}

QString FaultBook::read(const QJsonObject &json, Document &document)
{
    for (const QString &key : json.keys()) {
        const bool isList = key == "faults"_L1 || key == "lifecycles"_L1;
        if (!isList && key != "clockSkewSeconds"_L1)
            return u"The faults document has the unknown key \"%1\"."_s.arg(key);
        if (isList && !json[key].isArray())
            return u"\"%1\" in the faults document is not a list."_s.arg(key);
    }
    document.json = json;
    document.clockSkew = json["clockSkewSeconds"_L1].toInt();
    for (const auto &item : json["faults"_L1].toArray()) {
        Entry entry;
        if (const QString problem = readFault(item.toObject(), entry); !problem.isEmpty())
            return problem;
        document.faults.append(entry);
    }
    for (const auto &item : json["lifecycles"_L1].toArray()) {
        LifecycleScript script;
        if (const QString problem = readScript(item.toObject(), script); !problem.isEmpty())
            return problem;
        document.scripts.append(script);
    }
    return {};
}

QString FaultBook::replace(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(json, &error);
    if (!parsed.isObject())
        return u"The faults document is not a JSON object: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset);
    Document document;
    if (const QString problem = read(parsed.object(), document); !problem.isEmpty())
        return problem;
    const std::lock_guard lock(m_mutex);
    m_document = document;
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
}

QJsonObject FaultBook::document() const
{
    const std::lock_guard lock(m_mutex);
    QJsonObject json = m_document.json;
    QJsonArray faults;
    for (const Entry &entry : m_document.faults) {
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

std::optional<Fault> FaultBook::choose(const QString &call, const QStringList &subjects)
{
    const std::lock_guard lock(m_mutex);
    for (Entry &entry : m_document.faults) {
        if (entry.call != call && entry.call != "any"_L1)
            continue;
        if (!entry.match.isEmpty() && subjects.filter(entry.match, Qt::CaseInsensitive).isEmpty())
            continue;
        ++entry.seen;
        if (entry.seen <= entry.skip || (entry.times >= 0 && entry.applied >= entry.times))
            continue;
        if (entry.rate < 1.0 && QRandomGenerator::global()->generateDouble() >= entry.rate)
            continue;
        ++entry.applied;
        return Fault{entry.name, entry.json};
    }
    return std::nullopt;
}

std::optional<LifecycleScript> FaultBook::scriptFor(const QString &externalIdentifier) const
{
    const std::lock_guard lock(m_mutex);
    for (const LifecycleScript &script : m_document.scripts) {
        const QRegularExpression wildcard(QRegularExpression::wildcardToRegularExpression(script.match),
                                          QRegularExpression::CaseInsensitiveOption);
        if (script.match == "*"_L1 || wildcard.match(externalIdentifier).hasMatch())
            return script;
    }
    return std::nullopt;
}

int FaultBook::clockSkew() const
{
    const std::lock_guard lock(m_mutex);
    return m_document.clockSkew;
}

} // namespace practice
