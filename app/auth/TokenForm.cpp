#include "app/auth/TokenForm.h"

#include "app/base/Compact.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 largestAnswer = 256 << 10; ///< bytes

QByteArray bodyOf(const FormFields &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}
} // namespace

std::pair<QString, QString> scopeField(const Environment &environment, Who who)
{
    if (environment.isAdfs())
        return {u"resource"_s, environment.resource()};
    return {u"scope"_s,
            who == Who::Person ? environment.scope() + u" offline_access openid profile"_s : environment.scope()};
}

HttpRequest formRequest(const Environment &environment, const QUrl &endpoint, const TokenForm &form,
                        const QString &purpose)
{
    HttpRequest request;
    request.method = "POST";
    request.url = endpoint;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = bodyOf(form.fields);
    for (const QString &secret : form.secrets)
        request.secrets.append(secret.toUtf8());
    request.timeout = environment.timeOuts.signIn;
    request.maxAnswer = largestAnswer;
    request.purpose = purpose;
    return request;
}

HttpRequest tokenRequest(const Environment &environment, const TokenForm &form)
{
    return formRequest(environment, environment.tokenEndpoint(), form, u"token"_s);
}

Error withoutSecrets(Error error, const QStringList &secrets)
{
    constexpr qsizetype shortest = 4; // shorter ones would blank half of what is said
    for (const QString &secret : secrets) {
        if (secret.size() < shortest)
            continue;
        for (QString *text : {&error.message, &error.detail, &error.serviceCode})
            *text = compact(text->replace(secret, u"(hidden)"_s));
    }
    return error;
}

} // namespace waybill
