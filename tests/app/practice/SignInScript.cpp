#include "SignInScript.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

QString clientId(const Practice &practice, const QString &name)
{
    return practice.application(name)["clientId"_L1].toString();
}

QString verifier()
{
    return u"a-verifier-of-at-least-forty-three-characters-for-proof"_s;
}

QString challenge()
{
    const QByteArray hash = QCryptographicHash::hash(verifier().toLatin1(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QHash<QString, QString> question(const Practice &practice)
{
    return {{u"client_id"_s, clientId(practice)},
            {u"response_type"_s, u"code"_s},
            {u"redirect_uri"_s, u"http://localhost:49152"_s},
            {u"scope"_s, practice.url() + "/.default offline_access openid profile"_L1},
            {u"state"_s, u"a state & more"_s},
            {u"code_challenge"_s, challenge()},
            {u"code_challenge_method"_s, u"S256"_s}};
}

QByteArray addressOf(const QString &path, const QHash<QString, QString> &fields)
{
    QByteArray query;
    for (auto field = fields.cbegin(); field != fields.cend(); ++field)
        query += (query.isEmpty() ? "?" : "&") + field.key().toUtf8() + '=' + QUrl::toPercentEncoding(field.value());
    return path.toUtf8() + query;
}

QByteArray authorize(const Practice &practice, const QHash<QString, QString> &fields)
{
    return addressOf(practice.realm() + "/oauth2/v2.0/authorize"_L1, fields);
}

QUrlQuery wordsOf(const Reply &reply)
{
    return QUrlQuery(QUrl::fromEncoded(reply.headers.value("location")));
}

QString word(const Reply &reply, const QString &name)
{
    return wordsOf(reply).queryItemValue(name, QUrl::FullyDecoded);
}

QString newCode(Practice &practice)
{
    auto fields = question(practice);
    fields.insert(u"user"_s, u"operator@practice.example"_s);
    return word(practice.get(authorize(practice, fields)), u"code"_s);
}

QHash<QString, QString> redemption(const Practice &practice, const QString &code)
{
    return {{u"grant_type"_s, u"authorization_code"_s},
            {u"client_id"_s, clientId(practice)},
            {u"code"_s, code},
            {u"redirect_uri"_s, u"http://localhost:49152"_s},
            {u"code_verifier"_s, verifier()}};
}

Reply token(Practice &practice, const QHash<QString, QString> &form)
{
    return practice.post(practice.realm() + "/oauth2/v2.0/token"_L1, form);
}

QJsonObject deviceCode(Practice &practice)
{
    return practice
        .post(practice.realm() + "/oauth2/v2.0/devicecode"_L1,
              {{u"client_id"_s, clientId(practice)}, {u"scope"_s, practice.url() + "/.default openid"_L1}})
        .json();
}

Reply poll(Practice &practice, const QJsonObject &device)
{
    return token(practice, {{u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s},
                            {u"client_id"_s, clientId(practice)},
                            {u"device_code"_s, device["device_code"_L1].toString()}});
}

QJsonObject claims(const QJsonValue &jwt)
{
    const QByteArray part = jwt.toString().toLatin1().split('.').value(1);
    return QJsonDocument::fromJson(QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding)).object();
}

int numberIn(const Reply &reply)
{
    return reply.json()["error_codes"_L1][0].toInt();
}

int door(Practice &practice, const Reply &reply)
{
    const QByteArray token = reply.json()["access_token"_L1].toString().toLatin1();
    return practice.call("GET", "/data", {}, "Authorization: Bearer " + token + "\r\n").status;
}
