#include "app/practice/calls/Context.h"

#include "app/practice/Profile.h"
#include "app/practice/TokenDesk.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/ServerFaults.h"

#include <httplib.h>

#include <QHash>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// What a scope may name: the public address under both of loopback's names.
QStringList originsOf(const Context &context)
{
    return {context.url, QString(context.url).replace("127.0.0.1"_L1, "localhost"_L1)};
}

/// What the authority publishes about a tenant to everybody.
void answerTenant(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    const QString tenant = QString::fromStdString(request.matches[1].str());
    if (tenant.compare(context.profile.tenant(), Qt::CaseInsensitive) != 0) {
        const TokenAnswer refusal = TokenDesk::unknownTenant(tenant);
        return answerJson(response, refusal.status, QJsonDocument(refusal.body));
    }
    const QString place = context.authority() + u'/' + tenant;
    const QJsonObject document{{u"issuer"_s, place + u"/v2.0"_s},
                               {u"token_endpoint"_s, place + u"/oauth2/v2.0/token"_s},
                               {u"authorization_endpoint"_s, place + u"/oauth2/v2.0/authorize"_s}};
    answerJson(response, 200, QJsonDocument(document));
}

void answerToken(Context &context, const httplib::Request &request, httplib::Response &response)
{
    QHash<QString, QString> form;
    for (const auto &[name, value] : request.params)
        form.insert(QString::fromStdString(name), QString::fromStdString(value));
    const QString tenant = QString::fromStdString(request.matches[1].str());
    const TokenAnswer answer = context.tokens.grant(tenant, form, originsOf(context));
    answerJson(response, answer.status, QJsonDocument(answer.body));
    response.set_header("Cache-Control", "no-store, no-cache");
}

} // namespace

void addTokenCalls(httplib::Server &server, Context &context)
{
    server.Post(R"(/authority/([^/]+)/oauth2/v2\.0/token)",
                [&context](const httplib::Request &request, httplib::Response &response) {
                    withFaults(context, request, response,
                               [&](const std::optional<Fault> &) { answerToken(context, request, response); });
                });
    server.Get(R"(/authority/([^/]+)/v2\.0/\.well-known/openid-configuration)",
               [&context](const httplib::Request &request, httplib::Response &response) {
                   answerTenant(context, request, response);
               });
    server.Get(R"(/authority/([^/]+)/oauth2/v2\.0/authorize)",
               [](const httplib::Request &, httplib::Response &response) {
                   answerPage(response, 200, u"Sign in to your account"_s,
                              u"<p>The practice environment has no accounts of people: use the client secret.</p>"_s);
               });
}

} // namespace practice
