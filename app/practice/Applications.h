// Who may sign in at the practice authority: applications, and people. Kept in the identity file.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace practice {

/// An application registered with the practice authority. `mapped`: also listed inside F&O and tied to a user there.
struct Application {
    QString name;
    QString clientId;
    QString secret; ///< empty: it has none
    bool mapped = true;
    bool isPublic = false;      ///< people sign in with it and it proves nothing (public client flows)
    bool secretExpired = false; ///< its secret is known, but too old
    bool onJobs = true;         ///< false: no recurring data job lists it unless by its client id
    QStringList redirects;      ///< redirect addresses; http://localhost stands for every port of it
    QByteArray certificates;    ///< PEM, any number one after the other
    int refusedWith = 0;        ///< AADSTS number that every one of its token requests ends in; 0: none
};

/// Somebody who can sign in.
struct User {
    QString name;
    QString userName; ///< like a mail address
    QString objectId;
    bool mapped = true; ///< false: is no user of F&O
};

/// Those of every practice environment, without ids; `secret` makes one.
QList<Application> builtInApplications(const std::function<QString()> &secret);
QList<User> builtInUsers();

QJsonObject toJson(const Application &application);
Application applicationFromJson(const QJsonObject &json);
QJsonObject toJson(const User &user);
User userFromJson(const QJsonObject &json);

} // namespace practice
