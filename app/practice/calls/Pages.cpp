#include "app/practice/calls/Context.h"

#include "app/practice/MessageJson.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Execution.h"

#include <httplib.h>

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qsizetype errorsOnPage = 100;
constexpr qint64 messagesOnPage = 100;

QString guidParameter(const httplib::Request &request, const char *name)
{
    return QUuid(QString::fromStdString(request.get_param_value(name))).toString(QUuid::WithoutBraces);
}

QString cell(const QString &text)
{
    return u"<td>%1</td>"_s.arg(text.toHtmlEscaped());
}

QString number(qint64 value)
{
    return u"<td class=\"n\">%1</td>"_s.arg(value);
}

QString messageRow(const Context &context, const StoredMessage &message)
{
    return u"<tr>%1%2%3%4%5</tr>\n"_s.arg(cell(utcText(message.storedUtc)),
                                          cell(readableIdentifier(message.externalIdentifier)), number(message.bytes),
                                          cell(message.messageId), cell(stateOf(context, message).status));
}

QString pageLinks(const QString &activityId, qint64 page, qint64 pages)
{
    const auto link = [&](qint64 to, const QString &text) {
        const QString job = activityId.isEmpty() ? QString() : u"activityId=%1&amp;"_s.arg(activityId);
        return to < 1 || to > pages
                   ? QString()
                   : u"<a href=\"/manage-messages?%1page=%2\">%3</a> "_s.arg(job, QString::number(to), text);
    };
    return u"<p>%1%2 Page %3 of %4</p>"_s.arg(link(page - 1, u"Newer"_s), link(page + 1, u"Older"_s))
        .arg(page)
        .arg(pages);
}

/// What the operator of a lost answer looks at: did the file arrive, and under which id?
void answerManageMessages(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    const auto job = context.profile.job(guidParameter(request, "activityId"));
    if (request.has_param("activityId") && !job)
        return answerPage(response, 404, u"Manage messages"_s, u"<p>No recurring data job has this activity ID.</p>"_s);
    const QString activityId = job ? job->activityId : QString();
    const qint64 count = context.store.count(activityId);
    const qint64 pages = std::max<qint64>(1, (count + messagesOnPage - 1) / messagesOnPage);
    const qint64 page =
        std::clamp<qint64>(QString::fromStdString(request.get_param_value("page")).toLongLong(), 1, pages);
    QString rows;
    for (const StoredMessage &message : context.store.newest(activityId, (page - 1) * messagesOnPage, messagesOnPage))
        rows += messageRow(context, message);
    const QString subject = job ? u"Recurring data job \"%1\""_s.arg(job->name) : u"All recurring data jobs"_s;
    answerPage(response, 200, u"Manage messages"_s,
               u"<p>%1, newest first: %2 messages.</p>\n<table><thead><tr><th>Time (UTC)</th>"
               "<th>External identifier</th><th>Bytes</th><th>Message ID</th><th>Status</th></tr></thead>\n"
               "<tbody>\n%3</tbody></table>%4"_s.arg(subject.toHtmlEscaped(), QString::number(count), rows,
                                                     rows.isEmpty() ? u"<p>Nothing has been stored.</p>"_s
                                                                    : pageLinks(activityId, page, pages)));
}

QString entityTable(const ImportOutcome &outcome)
{
    QString rows;
    for (const EntityOutcome &entity : outcome.entities)
        rows += u"<tr>%1%2%3%4%5%6%7</tr>\n"_s.arg(cell(entity.entity), cell(entity.stagingStatus),
                                                   number(entity.stagingRecords), number(entity.stagingErrors),
                                                   cell(entity.targetStatus), number(entity.targetRecords),
                                                   number(entity.targetErrors));
    return u"<h2>Entities</h2><table><tr><th>Entity</th><th>Staging status</th><th>Staging records</th>"
           "<th>Staging errors</th><th>Target status</th><th>Target records</th><th>Target errors</th></tr>\n%1</table>"_s
               .arg(rows);
}

QString errorTable(const ImportOutcome &outcome)
{
    const qsizetype all = qsizetype(outcome.errors.size());
    if (all == 0)
        return u"<p>No record errors.</p>"_s;
    QString rows;
    for (qsizetype i = 0; i < std::min(all, errorsOnPage); ++i) {
        const RecordError &error = outcome.errors[size_t(i)];
        rows += u"<tr>%1%2%3</tr>\n"_s.arg(cell(error.recordId), cell(error.field), cell(error.message));
    }
    return u"<h2>Errors (%1 of %2)</h2><table><tr><th>Record</th><th>Field</th><th>Error</th></tr>\n%3</table>"_s.arg(
        QString::number(std::min(all, errorsOnPage)), QString::number(all), rows);
}

void answerExecution(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    const auto execution = executionOf(context, guidParameter(request, "executionId"));
    if (!execution)
        return answerPage(response, 404, u"Execution summary"_s, u"<p>Execution details were not found.</p>"_s);
    QString body = u"<p>Execution %1<br>Message %2, %3<br>Status %4</p>"_s.arg(
        execution->message.executionId, execution->message.messageId,
        readableIdentifier(execution->message.externalIdentifier).toHtmlEscaped(), executionStatus(*execution));
    if (execution->outcome)
        body += entityTable(*execution->outcome) + errorTable(*execution->outcome) +
                u"<h2>Execution log</h2><pre>%1</pre>"_s.arg(execution->outcome->executionLog.toHtmlEscaped());
    answerPage(response, 200, u"Execution summary"_s, body);
}

void answerIndex(const Context &context, httplib::Response &response)
{
    QString links;
    for (const Job &job : context.profile.jobs())
        links += u"<li><a href=\"/manage-messages?activityId=%1\">Manage messages of %2</a></li>\n"_s.arg(
            job.activityId, job.name.toHtmlEscaped());
    answerPage(response, 200, u"Practice environment"_s, u"<ul>\n%1</ul>"_s.arg(links));
}

} // namespace

void addPages(httplib::Server &server, Context &context)
{
    server.Get("/manage-messages", [&context](const httplib::Request &request, httplib::Response &response) {
        answerManageMessages(context, request, response);
    });
    server.Get("/", [&context](const httplib::Request &request, httplib::Response &response) {
        if (request.has_param("executionId"))
            answerExecution(context, request, response);
        else if (request.has_param("activityId"))
            answerManageMessages(context, request, response);
        else
            answerIndex(context, response);
    });
}

} // namespace practice
