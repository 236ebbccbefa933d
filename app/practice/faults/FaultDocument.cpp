#include "app/practice/faults/FaultDocument.h"

#include "app/practice/calls/OddLocation.h"
#include "app/practice/odata/Oddities.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringList>

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

/// What is wrong with a fault that only the authority has.
QString authorityProblem(const FaultEntry &entry)
{
    const bool ofAuthority = entry.name == "tokenError"_L1 || entry.name == "tokenShape"_L1;
    if (ofAuthority && !isAuthorityCall(entry.call))
        return u"Fault \"%1\" is for the calls \"token\", \"authorize\" and \"deviceCode\"."_s.arg(entry.name);
    if (entry.name == "wrongState"_L1 && entry.call != "authorize"_L1)
        return u"Fault \"wrongState\" is for the call \"authorize\"."_s;
    if (entry.name == "tokenError"_L1 && entry.json["code"_L1].toInt() <= 0)
        return u"Fault \"tokenError\": \"code\" is an AADSTS number, such as 7000215."_s;
    if (entry.name == "tokenShape"_L1 && !isTokenShape(entry.json["shape"_L1].toString()))
        return u"There is no token shape \"%1\"."_s.arg(entry.json["shape"_L1].toString());
    return {};
}

/// What is wrong with a fault that only answers with rows have.
QString rowProblem(const FaultEntry &entry)
{
    const QString shape = entry.json["shape"_L1].toString();
    if (entry.name == "nextLink"_L1 && !odata::isNextLinkShape(shape))
        return u"There is no shape \"%1\" of a nextLink."_s.arg(shape);
    if (entry.name == "oddRow"_L1 && !odata::isRowShape(shape))
        return u"There is no shape \"%1\" of an odd row."_s.arg(shape);
    return {};
}

/// What is wrong with a fault that only exports have.
QString exportProblem(const FaultEntry &entry)
{
    static const QStringList ofDownload{u"truncated"_s, u"corrupt"_s, u"leavingZip"_s, u"chunked"_s,
                                        u"noLength"_s,  u"noRange"_s, u"otherRange"_s};
    const QString shape = entry.json["shape"_L1].toString();
    if (ofDownload.contains(entry.name) && entry.call != "download"_L1)
        return u"Fault \"%1\" is for the call \"download\"."_s.arg(entry.name);
    if (entry.name == "oddLocation"_L1 && entry.call != "dequeue"_L1 && entry.call != "packageUrl"_L1)
        return u"Fault \"oddLocation\" is for the calls \"dequeue\" and \"packageUrl\"."_s;
    if (entry.name == "exportEnds"_L1 && entry.call != "exportToPackage"_L1)
        return u"Fault \"exportEnds\" is for the call \"exportToPackage\"."_s;
    if (entry.name == "oddLocation"_L1 && !isLocationShape(shape))
        return u"There is no shape \"%1\" of a location."_s.arg(shape);
    return {};
}

QString readFault(const QJsonObject &json, FaultEntry &entry)
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
    if (const QString problem = authorityProblem(entry); !problem.isEmpty())
        return problem;
    if (const QString problem = rowProblem(entry); !problem.isEmpty())
        return problem;
    if (const QString problem = exportProblem(entry); !problem.isEmpty())
        return problem;
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

QString readScript(const QJsonObject &json, LifecycleScript &script)
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

QString read(const QJsonObject &json, FaultDocument &document)
{
    for (const QString &key : json.keys()) {
        const bool isList = key == "faults"_L1 || key == "lifecycles"_L1;
        if (!isList && !QStringList{u"clockSkewSeconds"_s, u"scenario"_s, u"seed"_s}.contains(key))
            return u"The faults document has the unknown key \"%1\"."_s.arg(key);
        if (isList && !json[key].isArray())
            return u"\"%1\" in the faults document is not a list."_s.arg(key);
    }
    document.json = json;
    document.clockSkew = json["clockSkewSeconds"_L1].toInt();
    if (json.contains("scenario"_L1))
        document.scenario = json["scenario"_L1].toString();
    if (document.scenario && !isScenario(*document.scenario))
        return u"There is no scenario \"%1\"; there are \"bad-day\" and \"none\"."_s.arg(*document.scenario);
    if (json.contains("seed"_L1)) {
        const qint64 seed = json["seed"_L1].toInteger(-1);
        if (seed < 0)
            return u"\"seed\" in the faults document is a whole number from 0."_s;
        document.seed = quint64(seed);
    }
    for (const auto &item : json["faults"_L1].toArray()) {
        FaultEntry entry;
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

} // namespace

QString readFaultDocument(const QByteArray &bytes, FaultDocument &document)
{
    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(bytes, &error);
    if (!parsed.isObject())
        return u"The faults document is not a JSON object: %1 at byte %2."_s.arg(error.errorString()).arg(error.offset);
    return read(parsed.object(), document);
}

} // namespace practice
