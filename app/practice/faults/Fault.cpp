#include "app/practice/faults/Fault.h"

#include <QHash>
#include <QJsonDocument>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace practice {

double Fault::number(QLatin1StringView key, double otherwise) const
{
    return parameters[key].toDouble(otherwise);
}

QString Fault::text(QLatin1StringView key, const QString &otherwise) const
{
    return parameters[key].toString(otherwise);
}

std::optional<FaultPlace> placeOf(const QString &name)
{
    static const QStringList ofServer{
        u"status400"_s,   u"status401"_s,   u"status403"_s,     u"status404"_s,     u"status408"_s,     u"status413"_s,
        u"status500"_s,   u"status503"_s,   u"status504"_s,     u"redirect302"_s,   u"throttle429"_s,   u"html500"_s,
        u"html200"_s,     u"cutJson"_s,     u"emptyBody"_s,     u"hugeBody"_s,      u"oddGuid"_s,       u"busyJob"_s,
        u"unknownWord"_s, u"brokenInner"_s, u"storedThen500"_s, u"storedThen504"_s, u"storedThen408"_s, u"tokenError"_s,
        u"tokenShape"_s,  u"wrongState"_s,  u"nextLink"_s,      u"oddRow"_s,        u"gzip"_s,          u"gzipBomb"_s,
        u"tooMany"_s,     u"oddLocation"_s, u"truncated"_s,     u"corrupt"_s,       u"leavingZip"_s,    u"chunked"_s,
        u"noLength"_s,    u"noRange"_s,     u"otherRange"_s,    u"exportEnds"_s};
    static const QStringList ofRelay{u"cutBeforeBody"_s, u"cutInBody"_s,   u"cutAfterBody"_s, u"cutInStatusLine"_s,
                                     u"cutInHeaders"_s,  u"cutInAnswer"_s, u"noAnswer"_s,     u"slowAnswer"_s,
                                     u"slowUpload"_s,    u"garble"_s,      u"delay"_s,        u"stall"_s};
    if (ofServer.contains(name))
        return FaultPlace::Server;
    if (ofRelay.contains(name))
        return FaultPlace::Relay;
    return std::nullopt;
}

bool reachesOperations(const QString &name)
{
    return placeOf(name) == FaultPlace::Server && name != "hugeBody"_L1 && name != "gzip"_L1 && name != "gzipBomb"_L1;
}

bool isFaultableCall(const QString &call)
{
    static const QStringList calls{u"enqueue"_s,          u"token"_s,           u"status"_s,      u"executionId"_s,
                                   u"executionSummary"_s, u"entitySummary"_s,   u"errors"_s,      u"pageUrl"_s,
                                   u"dequeue"_s,          u"jobStatus"_s,       u"stagingFile"_s, u"generateKeys"_s,
                                   u"keysFile"_s,         u"errorFile"_s,       u"authorize"_s,   u"deviceCode"_s,
                                   u"serviceDocument"_s,  u"metadata"_s,        u"query"_s,       u"count"_s,
                                   u"record"_s,           u"metadataService"_s, u"labels"_s,      u"ack"_s,
                                   u"download"_s,         u"exportToPackage"_s, u"packageUrl"_s,  u"batch"_s};
    return calls.contains(call);
}

bool isAuthorityCall(const QString &call)
{
    return call == "token"_L1 || call == "authorize"_L1 || call == "deviceCode"_L1;
}

bool isTokenShape(const QString &shape)
{
    static const QStringList shapes{u"textExpiry"_s, u"wordExpiry"_s,     u"noExpiry"_s,  u"zeroExpiry"_s,
                                    u"noToken"_s,    u"negativeExpiry"_s, u"largeToken"_s};
    return shapes.contains(shape);
}

bool isScenario(const QString &name)
{
    return name == "bad-day"_L1 || name == "none"_L1;
}

bool isFaultKey(const QString &key)
{
    static const QStringList keys{u"call"_s,    u"fault"_s,      u"times"_s,   u"skip"_s,     u"rate"_s,
                                  u"match"_s,   u"retryAfter"_s, u"bytes"_s,   u"shape"_s,    u"bytesPerSecond"_s,
                                  u"seconds"_s, u"word"_s,       u"message"_s, u"location"_s, u"seen"_s,
                                  u"applied"_s, u"code"_s,       u"error"_s,   u"atOnce"_s};
    return keys.contains(key);
}

QByteArray toHeaderValue(const Fault &fault)
{
    return QJsonDocument(fault.parameters).toJson(QJsonDocument::Compact).toBase64();
}

std::optional<Fault> faultFromHeaderValue(const QByteArray &value)
{
    if (value.isEmpty())
        return std::nullopt;
    const QJsonObject parameters = QJsonDocument::fromJson(QByteArray::fromBase64(value)).object();
    return Fault{parameters["fault"_L1].toString(), parameters};
}

} // namespace practice
