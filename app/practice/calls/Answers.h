// The shapes in which answers and errors leave.
#pragma once

#include "app/practice/calls/HttpTypes.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QString>

namespace practice {

struct Context;
struct Job;

void answerJson(httplib::Response &response, int status, const QJsonDocument &json);
void answerText(httplib::Response &response, int status, const QByteArray &text, const char *type = "text/plain");
/// `title` is escaped, `body` is HTML.
void answerPage(httplib::Response &response, int status, const QString &title, const QString &body);
/// `{"Message":"…"}`, as the connector answers.
void answerMessage(httplib::Response &response, int status, const QString &message);
/// `{"error":{…,"innererror":{…}}}`, as OData answers.
void answerODataError(httplib::Response &response, int status, const QString &message);
/// `{"@odata.context":…,"value":…}`.
void answerValue(const Context &context, httplib::Response &response, const QJsonValue &value);

/// As blob storage answers: XML.
void answerBlobError(httplib::Response &response, int status, const QByteArray &code, const QByteArray &message);

/// True when the request's token opens the door. Otherwise the answer is written: 302 to the sign-in page without a
/// token, 401 for one that does not hold, `notMapped` for an application that F&O does not list.
bool mayEnter(const Context &context, const httplib::Request &request, httplib::Response &response,
              int notMapped = 401);
/// True when the application that got the request's token is listed on the job. Otherwise the answer is written: 403.
bool mayUseJob(const Context &context, const httplib::Request &request, httplib::Response &response, const Job &job);
/// The client id with which F&O itself sends browsers to the sign-in page.
inline constexpr char financeClientId[] = "00000015-0000-0000-c000-000000000000";
/// The 302 and the 401 by themselves.
void answerSignIn(const Context &context, httplib::Response &response);
void answerInvalidToken(const Context &context, httplib::Response &response, const QString &why);

QString headerOf(const httplib::Request &request, const char *name);

} // namespace practice
