#include "app/practice/calls/Authority.h"

#include "app/practice/Profile.h"
#include "app/practice/authority/TokenDesk.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/calls/TokenFaults.h"
#include "app/practice/faults/FaultBook.h"

#include <httplib.h>

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// What the authority publishes about a tenant to everybody.
void answerTenant(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    const QString tenant = QString::fromStdString(request.matches[1].str());
    if (!context.profile.isTenant(tenant)) {
        const TokenAnswer refusal = unknownTenant(tenant);
        return answerJson(response, refusal.status, QJsonDocument(refusal.body));
    }
    const QString place = context.authority() + u'/' + context.profile.tenant();
    const QJsonObject document{{u"issuer"_s, place + u"/v2.0"_s},
                               {u"token_endpoint"_s, place + u"/oauth2/v2.0/token"_s},
                               {u"authorization_endpoint"_s, place + u"/oauth2/v2.0/authorize"_s},
                               {u"device_authorization_endpoint"_s, place + u"/oauth2/v2.0/devicecode"_s}};
    answerJson(response, 200, QJsonDocument(document));
}

void answerToken(Context &context, const httplib::Request &request, httplib::Response &response, Face face,
                 const std::optional<Fault> &fault)
{
    TokenRequest asked = tokenRequestOf(context, request, face);
    shapeFor(fault, asked);
    const auto refusal = refusalFor(fault, asked.field(u"client_id"_s));
    TokenAnswer answer = inStyleOf(face, refusal ? *refusal : context.tokens.grant(asked));
    if (answer.status == 200)
        shapeFor(fault, answer.body);
    context.realm.log.add(asked, answer);
    answerJson(response, answer.status, QJsonDocument(answer.body));
    response.set_header("Cache-Control", "no-store, no-cache");
}

} // namespace

TokenRequest tokenRequestOf(const Context &context, const httplib::Request &request, Face face)
{
    TokenRequest read;
    read.tenant = face == Face::Adfs ? context.profile.tenant() : QString::fromStdString(request.matches[1].str());
    read.byResource = face != Face::Entra;
    read.now = QDateTime::currentDateTimeUtc().addSecs(context.faults.clockSkew());
    for (const auto &[name, value] : request.params)
        read.form.insert(QString::fromStdString(name), QString::fromStdString(value));
    const QString issuer = face == Face::Adfs ? u"/adfs"_s : "/authority/"_L1 + context.profile.tenant() + "/v2.0"_L1;
    for (const QString &origin : context.realm.origins)
        read.audiences << origin + QString::fromStdString(request.path) << origin + issuer;
    return read;
}

TokenAnswer inStyleOf(Face face, const TokenAnswer &answer)
{
    if (face == Face::Adfs && answer.status != 200)
        return asAdfs(answer);
    TokenAnswer styled = answer;
    // The first version of Entra's endpoint writes its numbers as texts.
    for (const auto key : {"expires_in"_L1, "ext_expires_in"_L1})
        if (face == Face::EntraV1 && styled.body.contains(key))
            styled.body[key] = QString::number(styled.body[key].toInteger());
    return styled;
}

void addTokenCalls(httplib::Server &server, Context &context)
{
    const auto add = [&](const char *path, Face face) {
        server.Post(path, [&context, face](const httplib::Request &request, httplib::Response &response) {
            withFaults(context, request, response, [&](const std::optional<Fault> &fault) {
                answerToken(context, request, response, face, fault);
            });
        });
    };
    add(R"(/authority/([^/]+)/oauth2/v2\.0/token)", Face::Entra);
    add(R"(/authority/([^/]+)/oauth2/token)", Face::EntraV1);
    add(R"(/adfs/oauth2/token/?)", Face::Adfs);
    server.Get(R"(/authority/([^/]+)/v2\.0/\.well-known/openid-configuration)",
               [&context](const httplib::Request &request, httplib::Response &response) {
                   answerTenant(context, request, response);
               });
}

} // namespace practice
