#include "app/auth/AadstsCodes.h"

#include "app/base/VisibleText.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestWord = 100;

constexpr std::array rows{std::to_array<AadstsRow>({
    {7000215, "The client secret is wrong. Save the secret's value (not its id) with the environment."_L1},
    {7000222, "The client secret has expired. Make a new one in the app registration and save it here."_L1},
    {7000216, "The application needs a client secret or certificate and none was sent. Save the secret again."_L1},
    {700016, "The application (client id) does not exist in this tenant. Check the client id and the tenant."_L1},
    {7000112, "The application is switched off in this tenant. Ask the tenant's administrator to enable it."_L1},
    {7000229, "The application has no service principal in this tenant. An administrator must consent to it there."_L1},
    {90002, "The tenant does not exist. Check the tenant's GUID or domain, and the authority of your cloud."_L1},
    {90038, "The tenant lives in another cloud. Check the environment's authority."_L1},
    {900023, "The tenant is neither a GUID nor a domain that Microsoft Entra ID knows. Check it."_L1},
    {500011,
     "The tenant does not know the environment's address. Check the address, and that the tenant is its own."_L1},
    {500014, "The Dynamics application is switched off in this tenant. Ask the tenant's administrator."_L1},
    {65001, "Nobody has consented to the application. An administrator must grant it admin consent."_L1},
    {50074, "Multi-factor authentication is needed. Sign in again, in the browser."_L1},
    {50076,
     "Multi-factor authentication is needed. A person signs in again in the browser; an application uses a client "
     "secret or certificate."_L1},
    {50078, "Multi-factor authentication is needed once more. Sign in again, in the browser."_L1},
    {50079, "The person has to set up multi-factor authentication first. Sign in again, in the browser."_L1},
    {7000218, "The application does not allow public client flows. Allow them in the app registration."_L1},
    {50011, "The redirect address is not registered. Add http://localhost to the app registration."_L1},
    {53003, "Conditional Access blocks this sign-in. Ask the tenant's administrator for an exception."_L1},
    {53000, "Conditional Access asks for a compliant device. Ask the tenant's administrator for an exception."_L1},
    {500113, "No redirect address is registered. Add http://localhost to the app registration."_L1},
    {50020, "The person's account is not in this tenant. Sign in with another account, or check the tenant."_L1},
    {50034, "The tenant has no such account. Sign in with another one, or check the tenant."_L1},
    {50053, "The account is locked after too many attempts. Try again later."_L1},
    {50055, "The person's password has expired. Change it and sign in again."_L1},
    {50057, "The account is switched off. Ask the tenant's administrator."_L1},
    {50105, "The person is not assigned to the application. Ask the tenant's administrator to assign them."_L1},
    {50173, "The password was changed since. Sign in again."_L1},
    {54005, "The code of this sign-in was used already. Sign in again."_L1},
    {65004, "The person did not consent to the application. Sign in again and accept, or ask an administrator."_L1},
    {650057, "The application has no permission for Dynamics ERP. Add the delegated permission in the app "
             "registration."_L1},
    {70000, "The sign-in no longer holds. Sign in again."_L1},
    {70008, "The sign-in has expired. Sign in again."_L1},
    {70043, "The sign-in has expired by the tenant's rules. Sign in again."_L1},
    {700024, "The signed proof does not hold at this time: most likely this computer's clock is wrong. Set it."_L1},
    {700025, "The application is a public one and must not send a secret or certificate. Let a person sign in."_L1},
    {90094, "An administrator must consent to the application first. Ask the tenant's administrator."_L1},
    {700082, "The sign-in has expired because it was not used for long. Sign in again."_L1},
    {700027, "The certificate is not registered with the application. Upload it to the app registration."_L1},
    {90033, "Microsoft Entra ID is unavailable for the moment. Try again."_L1},
})};

/// Microsoft's text without its number and its trailer of ids: the first sentence of it.
QString firstSentence(QString text)
{
    static const QRegularExpression number(u"^\\s*AADSTS\\d+\\s*:\\s*"_s);
    static const QRegularExpression trailer(u"[\\r\\n]|\\bTrace ID:|\\bCorrelation ID:|\\bTimestamp:"_s);
    static const QRegularExpression end(u"\\.(\\s|$)"_s);
    text.remove(number);
    if (const auto cut = trailer.match(text); cut.hasMatch())
        text.truncate(cut.capturedStart());
    if (const auto cut = end.match(text); cut.hasMatch())
        text.truncate(cut.capturedStart() + 1);
    return text.trimmed();
}

int numberIn(const QString &description)
{
    static const QRegularExpression inText(u"AADSTS(\\d+)"_s);
    return inText.match(description).captured(1).toInt();
}

int numberOf(const QJsonObject &answer)
{
    if (const int number = numberIn(answer[u"error_description"_s].toString()); number > 0)
        return number;
    return answer[u"error_codes"_s].toArray().at(0).toVariant().toInt(); // some write it as text
}

Error refusal(int httpStatus, const QString &oauth, int number, const QString &description)
{
    Error error{ErrorKind::NotSignedIn, {}, firstSentence(description), httpStatus, {}};
    error.serviceCode = number > 0 ? u"AADSTS%1"_s.arg(number) : oauth;
    if (const AadstsRow *row = aadstsRow(number))
        error.message = u"Signing in failed: %1"_s.arg(QString(row->meaning));
    else if (oauth == "invalid_client"_L1)
        error.message = u"Signing in failed: the client id or its secret was not accepted. Check both."_s;
    else if (oauth == "access_denied"_L1 || oauth == "authorization_declined"_L1)
        error.message = u"Signing in failed: it was declined, there or by a rule. Try again."_s;
    else
        error.message =
            u"Signing in failed: Microsoft Entra ID gave no token (%1). Search for that code to learn more."_s.arg(
                error.serviceCode);
    return error;
}
} // namespace

const AadstsRow *aadstsRow(int code)
{
    for (const AadstsRow &row : rows) {
        if (row.code == code)
            return &row;
    }
    return nullptr;
}

Error tokenRefusal(int httpStatus, const QByteArray &body)
{
    Error error{ErrorKind::NotSignedIn, {}, {}, httpStatus, {}};
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    const QString oauth = answer[u"error"_s].toString();
    if (oauth.isEmpty()) {
        const bool page = body.trimmed().startsWith('<');
        error.detail = page ? QString(aWebPage) : body.trimmed().isEmpty() ? u"nothing"_s : QString();
        error.message =
            (body.trimmed().isEmpty() ? u"Signing in failed: the sign-in service answered HTTP %1 and nothing else. "
                                        u"Check the authority and the tenant."_s
             : page ? u"Signing in failed: a web page came back instead of a token (HTTP %1). Check the "
                      u"authority, and whether a proxy stands between."_s
                    : u"Signing in failed: the sign-in service answered HTTP %1 with something that is not a "
                      u"token. Check the authority."_s)
                .arg(httpStatus);
        return error;
    }
    return refusal(httpStatus, visibleText(oauth, LineEnds::AsSpaces, longestWord), numberOf(answer),
                   answer[u"error_description"_s].toString());
}

Error signInRefusal(const QString &oauth, const QString &description)
{
    return refusal(0, visibleText(oauth, LineEnds::AsSpaces, longestWord), numberIn(description), description);
}

QString oauthWord(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object()[u"error"_s].toString();
}

} // namespace waybill
