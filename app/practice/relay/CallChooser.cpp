#include "app/practice/relay/CallChooser.h"

#include "app/practice/MessageStore.h"
#include "app/practice/faults/FaultBook.h"

#include <QJsonDocument>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString externalIdentifierOf(const QByteArray &body, const MessageStore &store)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    for (const auto key : {"messageId"_L1, "_messageId"_L1, "executionId"_L1}) {
        const QString id = QUuid(json[key].toString()).toString(QUuid::WithoutBraces);
        const auto message = key == "executionId"_L1 ? store.ofExecution(id) : store.message(id);
        if (message)
            return message->externalIdentifier;
    }
    return {};
}

/// The calls of OData and of the metadata service, by the request's path.
QString dataCallOf(QByteArray path)
{
    path.replace("%24", "$").replace("%28", "(");
    if (path.startsWith("/metadata/"))
        return path.startsWith("/metadata/Labels") ? u"labels"_s : u"metadataService"_s;
    if (path == "/data" || path == "/data/")
        return u"serviceDocument"_s;
    if (!path.startsWith("/data/"))
        return {};
    if (path == "/data/$metadata")
        return u"metadata"_s;
    if (path == "/data/$batch")
        return u"batch"_s;
    if (path.endsWith("/$count"))
        return u"count"_s;
    return path.contains('(') ? u"record"_s : u"query"_s;
}

} // namespace

QString callOf(const QByteArray &target)
{
    static const QList<std::pair<QByteArray, QString>> calls{
        {"/oauth2/v2.0/token", u"token"_s},
        {"/oauth2/token", u"token"_s},
        {"/oauth2/v2.0/authorize", u"authorize"_s},
        {"/oauth2/authorize", u"authorize"_s},
        {"/oauth2/v2.0/devicecode", u"deviceCode"_s},
        {"/oauth2/devicecode", u"deviceCode"_s},
        {"DataEntities.GetMessageStatus", u"status"_s},
        {"DataEntities.GetExecutionIdByMessageId", u"executionId"_s},
        {"DataEntities.GetExecutionSummaryStatus", u"executionSummary"_s},
        {"DataEntities.GetEntityExecutionSummaryStatusList", u"entitySummary"_s},
        {"DataEntities.GetExecutionErrors", u"errors"_s},
        {"DataEntities.GetExecutionSummaryPageUrl", u"pageUrl"_s},
        {"DataEntities.ExportToPackage", u"exportToPackage"_s},
        {"DataEntities.GetExportedPackageUrl", u"packageUrl"_s},
        {"DataEntities.GetImportStagingErrorFileUrl", u"stagingFile"_s},
        {"DataEntities.GenerateImportTargetErrorKeysFile", u"generateKeys"_s},
        {"DataEntities.GetImportTargetErrorKeysFileUrl", u"keysFile"_s}};
    const QByteArray path = target.split('?').constFirst();
    if (path.startsWith("/api/connector/enqueue/"))
        return u"enqueue"_s;
    if (path.startsWith("/api/connector/dequeue/"))
        return u"dequeue"_s;
    if (path.startsWith("/api/connector/ack/"))
        return u"ack"_s;
    if (path.startsWith("/api/connector/download/") || path.startsWith("/exports/"))
        return u"download"_s;
    if (path.startsWith("/api/connector/jobstatus/"))
        return u"jobStatus"_s;
    if (path.startsWith("/errorfiles/"))
        return u"errorFile"_s;
    for (const auto &[end, call] : calls)
        if (path.endsWith(end))
            return call;
    return dataCallOf(path);
}

std::optional<Fault> faultOfOperation(FaultBook &faults, const MessageStore &store, const QByteArray &target,
                                      const QByteArray &body)
{
    const QString call = callOf(target);
    if (call.isEmpty())
        return std::nullopt;
    const QString identifier = externalIdentifierOf(body, store);
    return faults.chooseForOperation(call, {QString::fromLatin1(target), identifier, readableIdentifier(identifier)});
}

FaultChooser chooserOf(FaultBook &faults, const MessageStore &store)
{
    return [&faults, &store](const HttpHead &head, const QByteArray &body) -> std::optional<Fault> {
        const QString call = callOf(head.secondWord());
        if (call.isEmpty())
            return std::nullopt;
        QString identifier = QString::fromUtf8(head.value("x-ms-dyn-externalidentifier"));
        if (identifier.isEmpty())
            identifier = externalIdentifierOf(body, store);
        return faults.choose(call,
                             {QString::fromLatin1(head.secondWord()), identifier, readableIdentifier(identifier)});
    };
}

} // namespace practice
