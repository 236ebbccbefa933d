#include "app/practice/calls/Authority.h"

#include "app/practice/Profile.h"
#include "app/practice/authority/SignInDesk.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/calls/TokenFaults.h"

#include <httplib.h>

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString hiddenField(const QString &name, const QString &value)
{
    return u"<input type=\"hidden\" name=\"%1\" value=\"%2\">\n"_s.arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

/// A button for each person, the hinted one first, and one that says no.
QString buttons(const Context &context, const QString &hint, const QString &refusal)
{
    QString first;
    QString others;
    for (const User &user : context.profile.users())
        (user.userName.compare(hint, Qt::CaseInsensitive) == 0 ? first : others) +=
            u"<p><button name=\"user\" value=\"%1\">%2 (%1)</button></p>\n"_s.arg(user.userName.toHtmlEscaped(),
                                                                                  user.name.toHtmlEscaped());
    return first + others + u"<p><button name=\"cancel\" value=\"1\">%1</button></p>\n"_s.arg(refusal);
}

void answerSignInPage(const Context &context, const TokenRequest &asked, httplib::Response &response)
{
    const auto application = context.profile.application(asked.field(u"client_id"_s));
    QString fields;
    for (auto field = asked.form.cbegin(); field != asked.form.cend(); ++field)
        fields += hiddenField(field.key(), field.value());
    answerPage(
        response, 200, u"Sign in"_s,
        u"<p>%1 wants to work in this practice environment in your name. Who are you?</p>\n"
        "<form method=\"post\">\n%2%3</form>"_s.arg(application->name.toHtmlEscaped(), fields,
                                                    buttons(context, asked.field(u"login_hint"_s), u"Cancel"_s)));
}

void answerRefusalPage(httplib::Response &response, const TokenAnswer &refusal)
{
    answerPage(response, refusal.status, u"Sign in"_s,
               u"<p>Sorry, but we are having trouble signing you in.</p>\n<p>%1</p>"_s.arg(
                   refusal.body["error_description"_L1].toString().toHtmlEscaped()));
}

/// Back to the program that asked, with these words and its own state.
void sendBack(const TokenRequest &asked, QUrlQuery words, httplib::Response &response)
{
    if (const QString state = asked.field(u"state"_s); !state.isEmpty())
        words.addQueryItem(u"state"_s, QString::fromLatin1(QUrl::toPercentEncoding(state)));
    QUrl place(asked.field(u"redirect_uri"_s));
    place.setQuery(words);
    answerPage(response, 302, u"Object moved"_s, u"<p>Back to the program.</p>"_s);
    response.set_header("Location", place.toEncoded().toStdString());
    response.set_header("Cache-Control", "no-store, no-cache");
}

QUrlQuery errorWords(const QString &error, const QString &description)
{
    QUrlQuery words;
    words.addQueryItem(u"error"_s, error);
    words.addQueryItem(u"error_description"_s, QString::fromLatin1(QUrl::toPercentEncoding(description)));
    return words;
}

QUrlQuery errorWords(const TokenAnswer &refusal)
{
    return errorWords(refusal.body["error"_L1].toString(), refusal.body["error_description"_L1].toString());
}

/// Who signs in with this request, if somebody does: the button's person, or the hinted one where no page may be shown.
std::optional<User> personOf(const Context &context, const TokenRequest &asked)
{
    if (asked.form.contains(u"user"_s))
        return context.profile.user(asked.field(u"user"_s));
    if (asked.field(u"prompt"_s) == "none"_L1)
        return context.profile.user(asked.field(u"login_hint"_s));
    return std::nullopt;
}

void answerAuthorize(Context &context, const httplib::Request &request, httplib::Response &response, Face face,
                     const std::optional<Fault> &fault)
{
    TokenRequest asked = tokenRequestOf(context, request, face);
    if (asked.field(u"client_id"_s) == QLatin1StringView(financeClientId))
        return answerPage(response, 200, u"Sign in to your account"_s,
                          u"<p>This is a call of a program without a token: programs sign in by themselves.</p>"_s);
    if (const auto refusal = context.signIns.refusalOfPage(asked))
        return answerRefusalPage(response, inStyleOf(face, *refusal));
    if (const auto refusal = refusalFor(fault, asked.field(u"client_id"_s)))
        return sendBack(asked, errorWords(inStyleOf(face, *refusal)), response);
    const auto terms = context.signIns.termsOf(asked);
    if (const auto *refusal = std::get_if<TokenAnswer>(&terms))
        return sendBack(asked, errorWords(inStyleOf(face, *refusal)), response);
    if (asked.form.contains(u"cancel"_s))
        return sendBack(asked, errorWords(u"access_denied"_s, u"AADSTS65004: The user declined to consent."_s),
                        response);
    if (const auto person = personOf(context, asked)) {
        QUrlQuery words;
        if (fault && fault->name == "wrongState"_L1)
            asked.form.insert(u"state"_s, u"another state"_s);
        words.addQueryItem(u"code"_s, context.signIns.codeFor(std::get<CodeTerms>(terms), *person));
        return sendBack(asked, words, response);
    }
    if (asked.field(u"prompt"_s) == "none"_L1)
        return sendBack(
            asked,
            errorWords(u"login_required"_s, u"AADSTS50058: A silent sign-in was asked for, but nobody is signed in."_s),
            response);
    answerSignInPage(context, asked, response);
}

void answerDeviceCode(Context &context, const httplib::Request &request, httplib::Response &response, Face face,
                      const std::optional<Fault> &fault)
{
    const TokenRequest asked = tokenRequestOf(context, request, face);
    const auto refusal = refusalFor(fault, asked.field(u"client_id"_s));
    const QString page = context.authorityOrigin + "/devicelogin"_L1;
    TokenAnswer answer = inStyleOf(face, refusal ? *refusal : context.signIns.deviceCode(asked, page));
    if (answer.status == 200)
        shapeFor(fault, answer.body);
    answerJson(response, answer.status, QJsonDocument(answer.body));
    response.set_header("Cache-Control", "no-store, no-cache");
}

void answerDevicePage(const Context &context, httplib::Response &response, int status, const QString &code,
                      const QString &complaint)
{
    answerPage(response, status, u"Enter code"_s,
               u"<p>%1</p>\n<form method=\"post\" action=\"/devicelogin\">\n<p><label>Code from the program "
               "<input name=\"user_code\" value=\"%2\" autocomplete=\"off\" autofocus></label></p>\n%3</form>"_s.arg(
                   complaint.toHtmlEscaped(), code.toHtmlEscaped(), buttons(context, {}, u"Decline"_s)));
}

void answerDeviceLogin(Context &context, const httplib::Request &request, httplib::Response &response)
{
    const auto field = [&](const char *name) { return QString::fromStdString(request.get_param_value(name)); };
    const QString code = field("user_code");
    const auto person = context.profile.user(field("user"));
    if (!person && !request.has_param("cancel"))
        return answerDevicePage(context, response, 400, code, u"Choose who you are, or decline."_s);
    const bool declines = request.has_param("cancel");
    const QString complaint = context.realm.signIns.answerDevice(code, declines ? std::nullopt : person);
    if (!complaint.isEmpty())
        return answerDevicePage(context, response, 400, code, complaint);
    answerPage(response, 200, declines ? u"Sign-in declined"_s : u"You are signed in"_s,
               u"<p>Go back to the program. You may close this page.</p>"_s);
}

} // namespace

void addSignInCalls(httplib::Server &server, Context &context)
{
    using Answer =
        void (*)(Context &, const httplib::Request &, httplib::Response &, Face, const std::optional<Fault> &);
    const auto handler = [&context](Answer answer, Face face) {
        return [&context, answer, face](const httplib::Request &request, httplib::Response &response) {
            withFaults(context, request, response,
                       [&](const std::optional<Fault> &fault) { answer(context, request, response, face, fault); });
        };
    };
    const auto addAuthorize = [&](const char *path, Face face) {
        server.Get(path, handler(answerAuthorize, face));
        server.Post(path, handler(answerAuthorize, face));
    };
    addAuthorize(R"(/authority/([^/]+)/oauth2/v2\.0/authorize)", Face::Entra);
    addAuthorize(R"(/adfs/oauth2/authorize/?)", Face::Adfs);
    server.Post(R"(/authority/([^/]+)/oauth2/v2\.0/devicecode)", handler(answerDeviceCode, Face::Entra));
    server.Post(R"(/adfs/oauth2/devicecode/?)", handler(answerDeviceCode, Face::Adfs));
    server.Get("/devicelogin", [&context](const httplib::Request &request, httplib::Response &response) {
        answerDevicePage(context, response, 200, QString::fromStdString(request.get_param_value("user_code")), {});
    });
    server.Post("/devicelogin", [&context](const httplib::Request &request, httplib::Response &response) {
        answerDeviceLogin(context, request, response);
    });
}

} // namespace practice
