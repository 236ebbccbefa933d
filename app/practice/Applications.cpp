#include "app/practice/Applications.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

QList<Application> builtInApplications(const std::function<QString()> &secret)
{
    const QStringList loopback{u"http://localhost"_s};
    const auto confidential = [&](const QString &name) {
        Application application;
        application.name = name;
        application.secret = secret();
        return application;
    };
    const auto forBoth = [&](const QString &name) {
        Application application = confidential(name);
        application.isPublic = true;
        application.redirects = loopback;
        return application;
    };
    const auto refused = [&](const QString &name, int number) {
        Application application = forBoth(name);
        application.refusedWith = number;
        return application;
    };
    Application notMapped = confidential(u"Not in F&O"_s);
    notMapped.mapped = false;
    Application service = confidential(u"Confidential only"_s);
    service.redirects = loopback;
    Application desktop;
    desktop.name = u"Waybill for people"_s;
    desktop.isPublic = true;
    desktop.redirects = loopback;
    Application notOnJobs = confidential(u"Not on the jobs"_s);
    notOnJobs.onJobs = false;
    Application expired = confidential(u"Expired secret"_s);
    expired.secretExpired = true;
    return {forBoth(u"Waybill"_s),
            notMapped,
            desktop,
            service,
            notOnJobs,
            expired,
            refused(u"No consent"_s, 65001),
            refused(u"MFA demanded"_s, 50076),
            refused(u"Blocked by Conditional Access"_s, 53003)};
}

QList<User> builtInUsers()
{
    return {{u"Practice operator"_s, u"operator@practice.example"_s, {}, true},
            {u"Practice visitor"_s, u"visitor@practice.example"_s, {}, false}};
}

QJsonObject toJson(const Application &application)
{
    QJsonObject json{
        {u"name"_s, application.name}, {u"clientId"_s, application.clientId}, {u"mapped"_s, application.mapped}};
    if (!application.secret.isEmpty())
        json.insert(u"secret"_s, application.secret);
    if (application.isPublic)
        json.insert(u"public"_s, true);
    if (application.secretExpired)
        json.insert(u"secretExpired"_s, true);
    if (!application.onJobs)
        json.insert(u"onJobs"_s, false);
    if (!application.redirects.isEmpty())
        json.insert(u"redirects"_s, QJsonArray::fromStringList(application.redirects));
    if (!application.certificates.isEmpty())
        json.insert(u"certificates"_s, QString::fromLatin1(application.certificates));
    if (application.refusedWith != 0)
        json.insert(u"refusedWith"_s, application.refusedWith);
    return json;
}

Application applicationFromJson(const QJsonObject &json)
{
    Application application;
    application.name = json["name"_L1].toString();
    application.clientId = json["clientId"_L1].toString();
    application.secret = json["secret"_L1].toString();
    application.mapped = json["mapped"_L1].toBool(true);
    application.isPublic = json["public"_L1].toBool();
    application.secretExpired = json["secretExpired"_L1].toBool();
    application.onJobs = json["onJobs"_L1].toBool(true);
    for (const auto &redirect : json["redirects"_L1].toArray())
        application.redirects.append(redirect.toString());
    application.certificates = json["certificates"_L1].toString().toLatin1();
    application.refusedWith = json["refusedWith"_L1].toInt();
    return application;
}

QJsonObject toJson(const User &user)
{
    return {{u"name"_s, user.name},
            {u"userName"_s, user.userName},
            {u"objectId"_s, user.objectId},
            {u"mapped"_s, user.mapped}};
}

User userFromJson(const QJsonObject &json)
{
    return {json["name"_L1].toString(), json["userName"_L1].toString(), json["objectId"_L1].toString(),
            json["mapped"_L1].toBool(true)};
}

} // namespace practice
