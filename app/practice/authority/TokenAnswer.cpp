#include "app/practice/authority/TokenAnswer.h"

#include "app/practice/Seed.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

struct WellKnown {
    int status;
    QString error;
    QString sentence; ///< %1: the client id
};

const QHash<int, WellKnown> &wellKnown()
{
    static const QHash<int, WellKnown> all{
        {50011,
         {400, u"invalid_request"_s,
          u"The redirect URI specified in the request does not match the redirect URIs configured for the application "
          "'%1'."_s}},
        {50076,
         {400, u"interaction_required"_s,
          u"Due to a configuration change made by your administrator, or because you moved to a new location, you must "
          "use multi-factor authentication to access the resource."_s}},
        {53003,
         {400, u"invalid_grant"_s,
          u"Access has been blocked by Conditional Access policies. The access policy does not allow token "
          "issuance."_s}},
        {65001,
         {400, u"invalid_grant"_s,
          u"The user or administrator has not consented to use the application with ID '%1'. Send an interactive "
          "authorization request for this user and resource."_s}},
        {90002,
         {400, u"invalid_request"_s,
          u"Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct "
          "cloud."_s}},
        {500011, {400, u"invalid_resource"_s, u"The resource principal was not found in the tenant."_s}},
        {700016,
         {400, u"unauthorized_client"_s, u"Application with identifier '%1' was not found in the directory."_s}},
        {700027,
         {401, u"invalid_client"_s,
          u"The certificate with identifier used to sign the client assertion is not registered on application '%1'. "
          "[Reason - The key was not found.]"_s}},
        {700082,
         {400, u"invalid_grant"_s,
          u"The refresh token has expired due to inactivity. The token was issued earlier and was inactive for too "
          "long."_s}},
        {7000215,
         {401, u"invalid_client"_s,
          u"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
          "not the client secret ID, for a secret added to app '%1'."_s}},
        {7000218,
         {401, u"invalid_client"_s,
          u"The request body must contain the following parameter: 'client_assertion' or 'client_secret'."_s}},
        {7000222,
         {401, u"invalid_client"_s,
          u"The provided client secret keys for app '%1' are expired. Visit the Azure portal to create new keys for "
          "your app, or consider using certificate credentials for added security."_s}},
    };
    return all;
}

} // namespace

TokenAnswer refuse(int status, const QString &error, int number, const QString &sentence)
{
    const QString trace = randomGuid();
    const QString correlation = randomGuid();
    const QString time = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd HH:mm:ss'Z'"_s);
    const QString description = u"AADSTS%1: %2 Trace ID: %3 Correlation ID: %4 Timestamp: %5"_s.arg(
        QString::number(number), sentence, trace, correlation, time);
    return {status,
            {{u"error"_s, error},
             {u"error_description"_s, description},
             {u"error_codes"_s, QJsonArray{number}},
             {u"timestamp"_s, time},
             {u"trace_id"_s, trace},
             {u"correlation_id"_s, correlation}}};
}

TokenAnswer missingField(const QString &field)
{
    return refuse(400, u"invalid_request"_s, 900144,
                  u"The request body must contain the following parameter: '%1'."_s.arg(field));
}

TokenAnswer refuseWith(int number, const QString &clientId)
{
    const auto found = wellKnown().constFind(number);
    if (found == wellKnown().cend())
        return refuse(400, u"invalid_request"_s, number, u"The request was refused."_s);
    const QString sentence = found->sentence;
    return refuse(found->status, found->error, number, sentence.contains("%1"_L1) ? sentence.arg(clientId) : sentence);
}

TokenAnswer asAdfs(const TokenAnswer &refusal)
{
    static const QRegularExpression frame(u"^AADSTS\\d+: | Trace ID: .*$"_s);
    QString sentence = refusal.body["error_description"_L1].toString();
    sentence.remove(frame);
    return {refusal.status, {{u"error"_s, refusal.body["error"_L1]}, {u"error_description"_s, sentence}}};
}

} // namespace practice
