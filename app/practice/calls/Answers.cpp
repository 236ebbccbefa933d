#include "app/practice/calls/Answers.h"

#include "app/practice/Profile.h"
#include "app/practice/authority/TokenDesk.h"
#include "app/practice/calls/Context.h"
#include "app/practice/faults/Fault.h"

#include <httplib.h>

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

Caller callerOf(const Context &context, const httplib::Request &request)
{
    return context.tokens.check(headerOf(request, tokenHeader).toLatin1(), context.resources);
}

} // namespace

void answerText(httplib::Response &response, int status, const QByteArray &text, const char *type)
{
    response.status = status;
    response.set_content(text.constData(), size_t(text.size()), type);
}

void answerJson(httplib::Response &response, int status, const QJsonDocument &json)
{
    answerText(response, status, json.toJson(QJsonDocument::Compact), "application/json; charset=utf-8");
}

void answerPage(httplib::Response &response, int status, const QString &title, const QString &body)
{
    const QString page =
        u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title><style>"
        "body{font:15px sans-serif;margin:2em;color:#222;background:#fff}table{border-collapse:collapse}"
        "th,td{border:1px solid #bbb;padding:4px 10px;text-align:left}td.n{text-align:right}"
        "</style></head><body><h1>%1</h1>\n%2\n</body></html>\n"_s.arg(title.toHtmlEscaped(), body);
    answerText(response, status, page.toUtf8(), "text/html; charset=utf-8");
}

void answerMessage(httplib::Response &response, int status, const QString &message)
{
    answerJson(response, status, QJsonDocument(QJsonObject{{u"Message"_s, message}}));
}

void answerODataError(httplib::Response &response, int status, const QString &message)
{
    const QJsonObject inner{{u"message"_s, message},
                            {u"type"_s, u"Microsoft.Dynamics.Platform.Integration.Services.OData.ODataException"_s},
                            {u"stacktrace"_s, QString()}};
    const QJsonObject error{
        {u"code"_s, QString()}, {u"message"_s, u"An error has occurred."_s}, {u"innererror"_s, inner}};
    answerJson(response, status, QJsonDocument(QJsonObject{{u"error"_s, error}}));
}

void answerValue(const Context &context, httplib::Response &response, const QJsonValue &value)
{
    answerJson(response, 200,
               QJsonDocument(QJsonObject{{u"@odata.context"_s, context.url + "/data/$metadata#Edm.String"_L1},
                                         {u"value"_s, value}}));
}

void answerBlobError(httplib::Response &response, int status, const QByteArray &code, const QByteArray &message)
{
    answerText(response, status,
               "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code + "</Code><Message>" +
                   message + "</Message></Error>",
               "application/xml");
}

QString headerOf(const httplib::Request &request, const char *name)
{
    return QString::fromStdString(request.get_header_value(name));
}

void answerSignIn(const Context &context, httplib::Response &response)
{
    answerPage(response, 302, u"Object moved"_s, u"<p>Sign in first.</p>"_s);
    const QString place = u"%1/%2/oauth2/v2.0/authorize?client_id=%3"_s.arg(
        context.authority(), context.profile.tenant(), QLatin1StringView(financeClientId));
    response.set_header("Location", place.toStdString());
}

void answerInvalidToken(const Context &context, httplib::Response &response, const QString &why)
{
    answerMessage(response, 401, u"Unauthorized. %1."_s.arg(why));
    const QString challenge =
        u"Bearer authorization_uri=\"%1/%2\", error=\"invalid_token\", error_description=\"%3\""_s.arg(
            context.authority(), context.profile.tenant(), why);
    response.set_header("WWW-Authenticate", challenge.toStdString());
}

bool mayEnter(const Context &context, const httplib::Request &request, httplib::Response &response, int notMapped)
{
    switch (callerOf(context, request).access) {
    case Access::Granted:
        return true;
    case Access::None:
        answerSignIn(context, response);
        return false;
    case Access::Refused:
        answerInvalidToken(context, response, u"The token is unknown or has expired"_s);
        return false;
    case Access::Elsewhere:
        answerInvalidToken(context, response, u"The audience of the token is another environment"_s);
        return false;
    case Access::NotMapped:
        break;
    }
    answerMessage(response, notMapped,
                  u"Unknown application: its client ID is not listed under System administration > Setup > "
                  "Microsoft Entra ID applications, or the person is no user here."_s);
    return false;
}

bool mayUseJob(const Context &context, const httplib::Request &request, httplib::Response &response, const Job &job)
{
    const QString clientId = callerOf(context, request).clientId;
    const auto application = context.profile.application(clientId);
    const bool listed = job.applications.isEmpty() ? application && application->onJobs
                                                   : job.applications.contains(clientId, Qt::CaseInsensitive);
    if (!listed)
        answerMessage(response, 403,
                      u"The application %1 is not allowed on the recurring data job \"%2\"."_s.arg(clientId, job.name));
    return listed;
}

} // namespace practice
