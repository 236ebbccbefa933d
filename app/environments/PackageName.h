#pragma once

#include "app/base/Error.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace waybill {

/// What a fetched package is named after.
struct PackageNaming {
    QString environment = {};
    QString job = {}; ///< of an export its data project
    QString company = {};
    QString correlationId = {}; ///< of an export its execution id
    QDateTime timeUtc = {};
    qint64 key = 0;
};

/// What packages are called where an environment says nothing else.
QString standardPackageName();
/// What a template may hold: `{environment}`, `{job}`, `{company}`, `{date}`, `{time}`, `{key}`, `{correlationId}`.
QStringList packageNameWords();
/// Whether a template makes names; BadInput with the part that does not. An empty one stands for the standard.
Result<void> checkPackageName(const QString &nameTemplate);
/// The name by a template, folders parted by `/`; every part is made legal for all systems, whatever the values are.
/// What a template does not close stands as it is.
QString namedAfter(const QString &nameTemplate, const PackageNaming &naming);
/// What a template makes of a package such as one may come, to be shown to whoever writes it.
QString exampleName(const QString &nameTemplate, const QString &environment);

/// One part of a name that every system can hold.
QString legalNamePart(const QString &text);
/// `text` with values for its words, each looked at once: what a value holds stays.
QString withValues(const QString &text, const QList<std::pair<QString, QString>> &values);
/// The first `{word}` in it that is none of `known`; empty where there is none.
QString unknownWord(const QString &text, const QStringList &known);

} // namespace waybill
