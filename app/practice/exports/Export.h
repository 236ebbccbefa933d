// What the practice environment remembers of a data package that it made for somebody to fetch.
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace practice {

/// A file that an export made: handed out by the queue of its job, or, where an ExportToPackage ordered it, by its
/// execution. Ids are lower-case GUIDs without braces; real time counts, not that of lifecycles.
struct Export {
    QString correlationId; ///< of the message, and the name of its file
    QString executionId;
    QString activityId; ///< of its job; empty: ordered by ExportToPackage
    QString project;    ///< of the data project
    QString company;
    QStringList entities; ///< labels, in the order of the manifest; empty for a file that was put there as it is
    qint64 records = 0;
    qint64 bytes = 0;
    QString sha256; ///< lower-case hex
    QDateTime madeUtc;
    qint64 madeClock = 0;     ///< lifecycle time, ms
    bool isSigned = false;    ///< handed out at the second origin
    bool isScheduled = false; ///< nobody asked for it
    QString outcome;          ///< of its execution, once it is over: "Succeeded" where it is empty

    int dequeued = 0; ///< how often it was handed out
    QDateTime leaseUntilUtc;
    QDateTime dequeuedUtc; ///< the last time
    QJsonObject handedOut; ///< the newest answer, which an acknowledgement must bring
    QDateTime ackedUtc;
    int acks = 0; ///< acknowledgements that arrived, good ones and others

    bool isAcked() const { return ackedUtc.isValid(); }
};

/// A request for a file, for control.
struct Fetch {
    QDateTime atUtc;
    QString correlationId; ///< empty: the address was none of ours
    bool isSigned = false; ///< came to the second origin
    bool hadToken = false; ///< came with an Authorization header of any kind
    QString range;         ///< as it came
    int status = 0;
    qint64 bytes = 0; ///< handed to the connection
};

/// As the profile keeps it; of `handedOut` nothing.
QJsonObject toJson(const Export &made);
Export exportFromJson(const QJsonObject &json);

} // namespace practice
