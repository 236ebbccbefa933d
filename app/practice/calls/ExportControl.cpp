#include "app/practice/MessageJson.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ExportCalls.h"
#include "app/practice/exports/ExportDesk.h"

#include <httplib.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr int mostAtOnce = 10'000;

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(utcText(time)) : QJsonValue();
}

/// By its name or its activity id; with an answer where there is none.
std::optional<Job> exportJobNamed(const Context &context, const QString &name, httplib::Response &response)
{
    const auto &jobs = context.profile.jobs();
    const QString id = QUuid(name).toString(QUuid::WithoutBraces);
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const Job &each) {
        return each.isExport() && (each.name.compare(name, Qt::CaseInsensitive) == 0 || each.activityId == id);
    });
    if (job != jobs.end())
        return *job;
    answerMessage(response, 400, u"There is no export job \"%1\"."_s.arg(name));
    return std::nullopt;
}

void answerMade(const Context &context, const QList<Export> &made, httplib::Response &response)
{
    QJsonArray list;
    for (const Export &each : made)
        list.append(shownExport(context, each));
    answerJson(response, 200, QJsonDocument(list));
}

/// `{"job":…,"rows":…}`: made from what there is.
void makeExports(Context &context, const QByteArray &body, httplib::Response &response)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const auto job = exportJobNamed(context, json["job"_L1].toString(), response);
    if (!job)
        return;
    ExportWish wish;
    wish.rows = json["rows"_L1].toInteger(-1);
    wish.changed = json["changed"_L1].toInteger();
    wish.missing = json["missing"_L1].toInteger();
    wish.isSigned = json["signed"_L1].toBool();
    if (json.contains("run"_L1))
        wish.run = quint64(json["run"_L1].toInteger());
    QList<Export> made;
    for (int left = std::clamp(json["count"_L1].toInt(1), 0, mostAtOnce); left > 0; --left) {
        QString problem;
        const auto one = context.exports.make(*job, wish, problem);
        if (!one)
            return answerMessage(response, 400, problem);
        made.append(*one);
    }
    answerMade(context, made, response);
}

/// Any bytes as they come, for the job of the query.
void putExport(Context &context, const httplib::Request &request, const httplib::ContentReader &reader,
               httplib::Response &response)
{
    const auto job = exportJobNamed(context, QString::fromStdString(request.get_param_value("job")), response);
    const QString path = context.exports.store().newPath();
    QFile file(path);
    bool isWritten = file.open(QFile::WriteOnly);
    const bool isWhole = reader([&](const char *data, size_t size) {
        isWritten = isWritten && file.write(data, qint64(size)) == qint64(size);
        return true;
    });
    isWritten = isWritten && file.flush();
    file.close();
    QString problem = u"The file could not be kept in the profile."_s;
    const auto made = job && isWhole && isWritten
                          ? context.exports.put(*job, path, request.get_param_value("signed") == "1", problem)
                          : std::nullopt;
    if (made)
        return answerMade(context, {*made}, response);
    QFile::remove(path);
    if (job)
        answerMessage(response, 500, problem);
}

void order(Context &context, const httplib::Request &request, const httplib::ContentReader &reader,
           httplib::Response &response)
{
    if (request.has_param("job"))
        return putExport(context, request, reader, response);
    QByteArray body;
    reader([&](const char *data, size_t size) {
        body.append(data, qsizetype(size));
        return true;
    });
    makeExports(context, body, response);
}

void answerFetches(const Context &context, httplib::Response &response)
{
    QJsonArray list;
    for (const Fetch &fetch : context.exports.store().fetches())
        list.append(
            QJsonObject{{u"atUtc"_s, utcText(fetch.atUtc)},
                        {u"correlationId"_s, fetch.correlationId.isEmpty() ? QJsonValue() : fetch.correlationId},
                        {u"secondOrigin"_s, fetch.isSigned},
                        {u"hadToken"_s, fetch.hadToken},
                        {u"range"_s, fetch.range},
                        {u"status"_s, fetch.status},
                        {u"bytes"_s, fetch.bytes}});
    answerJson(response, 200, QJsonDocument(list));
}

} // namespace

QJsonObject shownExport(const Context &context, const Export &made)
{
    QJsonObject json = toJson(made);
    const bool isQueued = !made.activityId.isEmpty();
    const bool isLeased = made.leaseUntilUtc.isValid() && QDateTime::currentDateTimeUtc() < made.leaseUntilUtc;
    qint64 fetches = 0;
    qint64 served = 0;
    for (const Fetch &fetch : context.exports.store().fetches()) {
        fetches += fetch.correlationId == made.correlationId ? 1 : 0;
        served += fetch.correlationId == made.correlationId ? fetch.bytes : 0;
    }
    json.remove("outcome"_L1);
    json["job"_L1] = isQueued ? QJsonValue(made.project) : QJsonValue();
    json["state"_L1] = !isQueued        ? context.exports.executionStatus(made)
                       : made.isAcked() ? u"Acked"_s
                       : isLeased       ? u"Leased"_s
                                        : u"Waiting"_s;
    json["dequeued"_L1] = made.dequeued;
    json["dequeuedUtc"_L1] = timeOrNull(made.dequeuedUtc);
    json["leaseUntilUtc"_L1] = timeOrNull(made.leaseUntilUtc);
    json["ackedUtc"_L1] = timeOrNull(made.ackedUtc);
    json["acks"_L1] = made.acks;
    json["fetches"_L1] = fetches;
    json["bytesServed"_L1] = served;
    return json;
}

void addExportControl(httplib::Server &server, Context &context)
{
    using httplib::Request;
    using httplib::Response;
    server.Get("/practice/exports", [&context](const Request &, Response &response) {
        context.exports.makeDue();
        answerMade(context, context.exports.store().all(), response);
    });
    server.Post("/practice/exports",
                [&context](const Request &request, Response &response, const httplib::ContentReader &reader) {
                    order(context, request, reader, response);
                });
    server.Post("/practice/exports/end-leases", [&context](const Request &, Response &response) {
        context.exports.store().endLeases();
        answerMade(context, context.exports.store().all(), response);
    });
    server.Get("/practice/fetches",
               [&context](const Request &, Response &response) { answerFetches(context, response); });
}

} // namespace practice
