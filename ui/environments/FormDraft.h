#pragma once

#include "app/environments/Environment.h"

#include <QMap>

namespace waybill {

/// The fields of the form that can be wrong.
enum class FormPart {
    Url,
    Name,
    Tenant,
    Authority,
    ClientId,
    Secret,
    Certificate,
    Company,
    ProxyAddress,
    ProxyUser,
    PackageName,
    CopyTo,
    Program,
    Arguments,
};

/// What stands in the form, as texts where somebody types.
struct FormDraft {
    QString url;
    QString name;
    QString tenant;
    QString authority;
    QString clientId;
    QString certificate;
    QString company;
    QString proxyAddress;
    QString proxyUser;
    ProxyChoice::Kind proxy = ProxyChoice::Kind::System;
    EnvironmentKind kind = EnvironmentKind::Test;
    Grant grant = Grant::ClientSecret;
    QString colour;
    bool readOnly = false;
    int requestsPerSecond = 10;
    TimeOuts timeOuts;
    std::chrono::seconds lease = standardLease;
    std::optional<qint64> rowCap;
    QString packageName;
    QString copyTo;
    QString program;
    QString arguments; ///< as a line
    std::chrono::seconds programLimit{60};
    QByteArray ca;
    QList<DataJob> jobs;
    bool hasSecret = true; ///< typed, or kept already

    /// What is saved; sound when nothing is wrong.
    Environment environment() const;
    AfterFetch afterFetch() const;
};

FormDraft draftOf(const Environment &environment);

/// What is wrong, by field, each in a sentence; `taken` are the other environments' names.
QMap<FormPart, QString> troublesOf(const FormDraft &draft, const QStringList &taken);

/// How a line is taken apart into arguments, each by itself; how to write one, where there is none.
QString argumentsTold(const QString &line);

/// The known authorities: what each is called, and its address.
QList<std::pair<QString, QUrl>> knownAuthorities();

} // namespace waybill
