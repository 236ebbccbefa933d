// Recurring data jobs: what they are, and those that every practice environment has.
#pragma once

#include "app/practice/data/SourceFormat.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace practice {

/// A recurring data job. `entity` is empty for a data-package job; ids are lower-case GUIDs without braces. An export
/// job hands out packages of its `entity`, or of its `entities`.
struct Job {
    QString name;
    QString activityId;
    QString direction; ///< "import" or "export"
    QString entity;
    QString company;
    bool package = false;
    SourceFormat format = SourceFormat::ByContent; ///< of its data project; packages tell theirs themselves
    int recurrenceSeconds = 0;                     ///< lifecycle time between two runs of its batch; 0: the program's
    QStringList applications = {};                 ///< client ids that may use it; empty: all that are on the jobs
    QStringList entities = {};                     ///< labels, of an export job that makes packages of several

    bool isExport() const { return direction == QLatin1StringView("export"); }
    /// What an export job makes a package of.
    QStringList exported() const { return entity.isEmpty() ? entities : QStringList(entity); }
};

/// Without activity ids; in the order in which the ready line shows them.
const QList<Job> &builtInJobs();

/// As identity file, ready line and control paths show it.
QJsonObject toJson(const Job &job);
/// `activityId` is empty where the JSON has no GUID.
Job jobFromJson(const QJsonObject &json);

} // namespace practice
