#include "app/messages/JobStatus.h"

#include "app/messages/EntitySummaryList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

QJsonValue member(const QJsonObject &object, QLatin1StringView name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return {};
}

QString stateWord(const QJsonValue &value)
{
    static constexpr std::array words = {"Enqueued"_L1,  "Dequeued"_L1,  "Downloaded"_L1,
                                         "Acked"_L1,     "InProcess"_L1, "Processed"_L1,
                                         "ProcessedWithErrors"_L1, "PostProcessError"_L1, "PreProcessError"_L1};
    const qint64 number = value.toInteger(-1);
    return value.isString()                                  ? value.toString()
           : number >= 0 && number < qint64(words.size()) ? QString(words[std::size_t(number)])
                                                             : QString();
}

/// The log has been seen as one text; a list of lines is read as well.
QString logText(const QJsonValue &value)
{
    if (!value.isArray())
        return value.toString();
    QStringList lines;
    for (const QJsonValue &line : value.toArray())
        lines.append(line.isString() ? line.toString() : QString());
    return lines.join(u'\n');
}

QString executionFrom(const QJsonValue &value)
{
    const QString text = value.toString().trimmed();
    QString digits = text;
    digits.remove(u'-').remove(u'0').remove(u'{').remove(u'}');
    return digits.isEmpty() ? QString() : text;
}

} // namespace

std::optional<JobStatus> jobStatusFrom(const QByteArray &body)
{
    QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
        // The object as a JSON text inside a JSON string.
        const QJsonArray quoted = QJsonDocument::fromJson("[" + body.trimmed() + "]").array();
        document = QJsonDocument::fromJson(quoted.size() == 1 ? quoted.first().toString().toUtf8() : QByteArray());
    }
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    const QJsonObject job = member(object, "DataJobStatus"_L1).toObject();
    JobStatus status;
    status.state = stateWord(member(job, "DataJobState"_L1));
    status.executionId = executionFrom(member(job, "ExecutionIdentifier"_L1));
    status.log = logText(member(object, "ExecutionLog"_L1));
    status.entities = entitySummaryList(member(object, "ExecutionDetail"_L1));
    return status;
}

} // namespace waybill
