#pragma once

#include "app/base/Error.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>

namespace waybill {

/// What is done with each package that was fetched, once it is safe here and the service was told. A setting of this
/// profile: it is in no file that is exported, and an imported one brings none along.
struct AfterFetch {
    QString copyTo = {};            ///< a folder that is there, absolute; empty: no copy
    QString program = {};           ///< a program's file, absolute, run without a shell; empty: none
    QStringList arguments = {};     ///< each handed over as one, whatever is in it, with values for `afterFetchWords()`
    std::chrono::seconds limit{60}; ///< how long the program may take before it is ended

    bool operator==(const AfterFetch &) const = default;
    bool doesNothing() const { return copyTo.isEmpty() && program.isEmpty(); }
};

/// What arguments may hold: `{file}`, `{job}`, `{company}`, `{key}`, `{environment}`, `{correlationId}`.
QStringList afterFetchWords();
/// Whether it can be done as far as can be told without a look at the disk; BadInput with what cannot.
Result<void> check(const AfterFetch &after);
/// Whether the folder and the program are there, besides; for whoever sets it. BadInput.
Result<void> checkOnDisk(const AfterFetch &after);

QJsonObject toJson(const AfterFetch &after);
AfterFetch afterFetchFromJson(const QJsonObject &object);

/// A line as somebody types it as arguments: parted by spaces, `"…"` keeps them together, `""` is an empty one and
/// `\"` a quote. And back.
QStringList argumentsIn(const QString &line);
QString lineOf(const QStringList &arguments);

} // namespace waybill
