#include "app/connection/AccessSteps.h"

#include "app/connection/CheckCalls.h"
#include "app/auth/TokenClaims.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUuid>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int certificateWarningDays = 30;

/// The page on which F&O lists the applications that it lets in.
const QString applicationsPage = u"System administration › Setup › Microsoft Entra ID applications"_s;

/// Where an AADSTS number is mended; nothing for those that are mended where the grant says.
std::optional<QString> pageFor(const QString &code)
{
    static const QHash<QString, QString> pages{
        {u"AADSTS700016"_s, u"Entra admin center › App registrations › Overview shows the application (client) id; the "
                            u"tenant stands beside it."_s},
        {u"AADSTS500011"_s, u"Check the environment's address and the tenant; one of them is not the other's."_s},
        {u"AADSTS65001"_s, u"Entra admin center › App registrations › API permissions › Grant admin consent."_s},
        {u"AADSTS650057"_s, u"Entra admin center › App registrations › API permissions › Dynamics ERP."_s},
        {u"AADSTS7000218"_s, u"Entra admin center › App registrations › Authentication › Allow public client flows."_s},
        {u"AADSTS700024"_s, u"Set this computer's clock, best by switching automatic time on."_s},
        {u"AADSTS50011"_s, u"Entra admin center › App registrations › Authentication › Mobile and desktop applications "
                           u"› http://localhost."_s},
        {u"AADSTS50105"_s, u"Entra admin center › Enterprise applications › Users and groups."_s},
        {u"AADSTS53003"_s, u"Entra admin center › Protection › Conditional Access shows which policy it was."_s}};
    const auto page = pages.constFind(code);
    return page == pages.cend() ? std::nullopt : std::optional(*page);
}

Finding notListed(const QString &seen, const Environment &environment)
{
    if (isPersonal(environment.grant)) {
        return {StepState::Failed, seen, u"The token is good, and Finance & Operations does not let this person in."_s,
                u"In Finance & Operations open System administration › Users › Users, and check that the person is "
                u"there, enabled, with security roles."_s};
    }
    return {StepState::Failed, seen, u"The token is good, and Finance & Operations does not let this application in."_s,
            u"In Finance & Operations open %1 and add the client id %2 with a user whose rights it shall have."_s.arg(
                applicationsPage, environment.clientId)};
}

/// What every call that needs an accepted token has in common; nothing when the answer is none of these.
std::optional<Finding> refusedAtTheDoor(const HttpOutcome &outcome, const Environment &environment)
{
    if (!outcome.answer)
        return noAnswer(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    if (auto another = anotherEnvironment(answer, environment))
        return another;
    const QString seen = seenOf(answer);
    if (answer.status == 403)
        return notListed(seen, environment);
    if (answer.status == 401) {
        Finding finding = notListed(seen, environment);
        finding.meaning =
            u"Finance & Operations refuses the token: it does not know this %1, or the token "
            u"was made for another environment."_s.arg(isPersonal(environment.grant) ? u"person"_s : u"application"_s);
        return finding;
    }
    if (answer.status >= 300 && answer.status < 400) {
        return Finding{StepState::Failed, seen,
                       u"Instead of answering, the service sends the call to another page, most likely to sign in: it "
                       u"does not accept the token."_s,
                       u"Check that the address is the environment's own, then %1."_s.arg(applicationsPage)};
    }
    if (answer.status == 429 || answer.status == 503)
        return Finding{StepState::Warning, seen, u"The service is busy and asks to come later."_s,
                       u"Check again in a few minutes."_s};
    return std::nullopt;
}
/// What to do, which a trouble's message says last.
QString lastSentence(const QString &message)
{
    const qsizetype end = message.lastIndexOf(u". "_s);
    return end < 0 ? message : message.sliced(end + 2);
}
/// The rest of it: what is wrong.
QString firstSentences(const QString &message)
{
    return message.left(message.lastIndexOf(u". "_s));
}

/// What was seen of a token that did not come; never empty.
QString seenInstead(const Error &error, const Environment &environment)
{
    if (!error.serviceCode.isEmpty())
        return error.detail.isEmpty() ? error.serviceCode : error.serviceCode + u": "_s + error.detail;
    if (error.httpStatus > 0) {
        const QString status = u"HTTP %1"_s.arg(error.httpStatus);
        return error.detail.isEmpty() ? status : status + u": "_s + error.detail;
    }
    if (error.kind == ErrorKind::Secret && environment.grant == Grant::Certificate)
        return firstSentences(error.message);
    if (!error.detail.isEmpty())
        return error.detail;
    if (error.kind == ErrorKind::Secret)
        return u"no secret on this computer"_s;
    return error.kind == ErrorKind::NotSignedIn ? u"not signed in"_s : u"no answer"_s;
}
} // namespace

Finding tellToken(const QDateTime &untilUtc, const Environment &environment, const GrantRequest &grant,
                  const QDateTime &nowUtc)
{
    Finding finding{StepState::Passed,
                    u"valid until %1"_s.arg(untilUtc.toString(utcForm)),
                    u"The client id and its secret are right."_s,
                    {}};
    if (isPersonal(environment.grant)) {
        finding.meaning =
            grant.person().isEmpty() ? u"Somebody is signed in."_s : u"Signed in as %1."_s.arg(grant.person());
    }
    const QDateTime end = grant.credentialUntilUtc();
    if (environment.grant == Grant::Certificate) {
        finding.seen += u"; certificate until %1"_s.arg(end.toString(utcForm));
        finding.meaning = u"The client id and its certificate are right."_s;
    }
    if (end.isValid() && end < nowUtc.addDays(certificateWarningDays)) {
        finding.state = StepState::Warning;
        finding.meaning += u" The certificate ends on %1."_s.arg(end.toString(u"yyyy-MM-dd"_s));
        finding.fix =
            u"Make a new certificate, upload it at Entra admin center › App registrations › the application "
            u"%1 › Certificates & secrets, and save its file with the environment."_s.arg(environment.clientId);
    }
    return finding;
}

Finding tellTokenTrouble(const Error &error, const Environment &environment)
{
    Finding finding{StepState::Failed, seenInstead(error, environment), error.message, {}};
    if (const auto page = pageFor(error.serviceCode))
        finding.fix = *page;
    else if (isNoAuthority(error))
        finding.fix = u"Check the authority and the tenant, and whether a proxy stands between."_s;
    else if (isPersonal(environment.grant) && error.kind == ErrorKind::NotSignedIn && error.httpStatus < 300)
        finding.fix =
            u"Sign in: in the window at the environment's name, or with “waybill-cli environments sign-in”."_s;
    else if (error.kind == ErrorKind::Secret && environment.grant == Grant::Certificate)
        finding.fix = lastSentence(error.message); // what is wrong with a certificate differs, and so does the cure
    else if (error.kind == ErrorKind::Secret)
        finding.fix = u"Save the client secret with the environment on this computer."_s;
    else if (error.kind != ErrorKind::NotSignedIn)
        finding.fix = u"Try again; if it stays so, check the authority."_s;
    else if (isPersonal(environment.grant))
        finding.fix = u"Sign in again: in the window at the environment's name, or with “waybill-cli environments "
                      u"sign-in”."_s;
    else
        finding.fix = u"Entra admin center › App registrations › the application %1 › Certificates & secrets."_s.arg(
            environment.clientId);
    return finding;
}

Finding judgeClaims(const QByteArray &token, const Environment &environment, const QDateTime &serviceUtc)
{
    const auto claims = readClaims(token);
    if (!claims)
        return {StepState::Warning,
                u"a token that cannot be read"_s,
                u"Nothing can be said about it; only the service can judge it."_s,
                {}};
    QStringList seen{u"audience %1"_s.arg(claims->audience)};
    if (!claims->tenant.isEmpty())
        seen.append(u"tenant %1"_s.arg(claims->tenant));
    if (!claims->application.isEmpty())
        seen.append(u"application %1"_s.arg(claims->application));
    if (!claims->user.isEmpty())
        seen.append(u"user %1"_s.arg(claims->user));
    if (claims->untilUtc.isValid())
        seen.append(u"until %1"_s.arg(claims->untilUtc.toString(utcForm)));
    Finding finding{StepState::Passed, seen.join(u", "_s), u"It was made for this environment and application."_s, {}};
    const auto fails = [&finding](const QString &meaning, const QString &fix) {
        finding.state = StepState::Failed;
        finding.meaning = meaning;
        finding.fix = fix;
        return finding;
    };
    QString audience = claims->audience;
    while (audience.endsWith(u'/'))
        audience.chop(1);
    if (!sameOrigin(QUrl(audience), environment.url))
        return fails(claims->audience.isEmpty()
                         ? u"The token does not say what it was made for."_s
                         : u"The token was made for %1, not for this environment."_s.arg(claims->audience),
                     u"Check the environment's address."_s);
    const QUuid tenant(environment.tenant);
    if (!tenant.isNull() && !claims->tenant.isEmpty() && QUuid(claims->tenant) != tenant)
        return fails(u"The token comes from another tenant than the saved one."_s, u"Check the tenant."_s);
    if (!claims->application.isEmpty() && claims->application.compare(environment.clientId, Qt::CaseInsensitive) != 0)
        return fails(u"The token was made for another application than the saved one."_s, u"Check the client id."_s);
    if (serviceUtc.isValid() && claims->untilUtc.isValid() && claims->untilUtc <= serviceUtc)
        return fails(u"By the service's clock the token is over already."_s,
                     u"Ask who runs the authority: its clock or its token life is wrong."_s);
    constexpr int skewSeconds = 300; // what services commonly forgive
    if (serviceUtc.isValid() && claims->fromUtc.isValid() && claims->fromUtc > serviceUtc.addSecs(skewSeconds))
        return fails(u"By the service's clock the token does not hold yet."_s,
                     u"Ask who runs the authority: its clock is wrong."_s);
    return finding;
}

Finding judgeApplication(const HttpOutcome &outcome, const Environment &environment)
{
    if (const auto refused = refusedAtTheDoor(outcome, environment))
        return *refused;
    const HttpAnswer &answer = *outcome.answer;
    if (answer.status == 500) {
        return {StepState::Passed,
                seenOf(answer),
                u"Finance & Operations lets the application in: it looked for the job that does not exist."_s,
                {}};
    }
    return {
        StepState::Warning, seenOf(answer),
        u"Finance & Operations answers, though not as usual to this question; the application seems to be let in."_s,
        u"If calls fail, look at %1."_s.arg(applicationsPage)};
}

Finding judgeOData(const HttpOutcome &outcome, const Environment &environment)
{
    if (!outcome.answer)
        return noAnswer(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    if (const auto another = anotherEnvironment(answer, environment))
        return *another;
    const QJsonValue sets = QJsonDocument::fromJson(answer.body).object()[u"value"_s];
    if (answer.status == 200 && sets.isArray()) {
        const auto count = sets.toArray().size();
        return {StepState::Passed,
                count == 1 ? u"one entity set"_s : u"%1 entity sets"_s.arg(count),
                u"OData can be read."_s,
                {}};
    }
    if (answer.status == 200 && answer.cut && answer.body.trimmed().startsWith('{'))
        return {StepState::Passed, u"a list of more than 8 MB"_s, u"OData can be read."_s, {}};
    if (answer.status == 401 || answer.status == 403) {
        return {StepState::Failed, seenOf(answer), u"The user that the application acts as may not read OData."_s,
                u"Look at the security roles of that user (%1 names it)."_s.arg(applicationsPage)};
    }
    if (answer.status == 429 || answer.status == 503)
        return {StepState::Warning, seenOf(answer), u"The service is busy and asks to come later."_s,
                u"Check again in a few minutes."_s};
    return {StepState::Failed, seenOf(answer), u"OData did not list its entity sets."_s,
            u"Try again; if it stays so, ask who runs the environment."_s};
}

Finding judgeJob(const HttpOutcome &outcome, const DataJob &job, const Environment &environment)
{
    if (!outcome.answer)
        return noAnswer(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    if (const auto another = anotherEnvironment(answer, environment))
        return *another;
    const QString seen = seenOf(answer);
    const QString manage = u"In Finance & Operations: Data management › Manage scheduled data jobs."_s;
    const QString unknown = u" Whether it is of the direction “%1” cannot be asked without sending or taking a "
                            u"message."_s.arg(word(job.direction));
    if (answer.status == 401 || answer.status == 403) {
        return {
            StepState::Failed, seen, u"The job does not let this application in."_s,
            u"%1 Open the job and add the client id %2 to its application ids."_s.arg(manage, environment.clientId)};
    }
    if (answer.status >= 300 && answer.status < 400) {
        return {StepState::Failed, seen, u"Instead of answering, the service sends the call to another page."_s,
                u"Look at the step “application” first."_s};
    }
    if (answer.status == 429 || answer.status == 503)
        return {StepState::Warning, seen, u"The service is busy and asks to come later."_s,
                u"Check again in a few minutes."_s};
    // The message that was asked for is nowhere; whether its job is, the service's words tell.
    static const QRegularExpression noJob(u"activity id\\b.*\\bnot found"_s, QRegularExpression::CaseInsensitiveOption);
    const bool noMessage = seen.contains("job ID was not found"_L1, Qt::CaseInsensitive);
    if (answer.status == 404 && !noMessage && noJob.match(seen).hasMatch()) {
        return {StepState::Failed, seen, u"No recurring data job has the activity id %1."_s.arg(job.activityId.text()),
                u"%1 Copy the field ID of the job."_s.arg(manage)};
    }
    const bool status =
        answer.status == 200 && QJsonDocument::fromJson(answer.body).object().contains(u"DataJobStatus"_s);
    if (status || (answer.status == 404 && noMessage))
        return {StepState::Passed, seen, u"The job answers this application."_s + unknown, {}};
    return {
        StepState::Warning, seen,
        u"This environment does not answer questions about jobs, or not as usual, so nothing certain is known of it "
        u"before a file is sent."_s,
        manage};
}

} // namespace waybill
