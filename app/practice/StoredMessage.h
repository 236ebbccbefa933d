// What the practice environment remembers of a file that was pushed to it.
#pragma once

#include "app/practice/data/Importer.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <optional>

namespace practice {

/// A stored message. Ids are lower-case GUIDs without braces.
struct StoredMessage {
    QString messageId;
    QString executionId; ///< shown only once the batch has picked the message up
    QString activityId;
    QString entity; ///< empty for a data package
    QString company;
    SourceFormat format = SourceFormat::ByContent;
    QString externalIdentifier; ///< as it came; empty when none came
    qint64 bytes = 0;
    QString sha256; ///< lower-case hex
    QDateTime storedUtc;
    qint64 storedClock = 0;         ///< lifecycle time, ms
    qint64 number = 0;              ///< counts from 0 in the order of storing; below 0: of the made-up history
    std::optional<Verdict> verdict; ///< nothing while the import runs
    bool executionMade = true;
};

/// One enqueue request that reached the server, stored or not.
struct Delivery {
    QDateTime atUtc;
    QString activityId;
    QString externalIdentifier;
    qint64 bytes = 0;
    QString sha256;
    QString messageId;     ///< empty when nothing was stored
    bool complete = false; ///< the whole body came
    int status = 0;        ///< HTTP status answered; 0 when nobody was left to answer
};

/// An external identifier as a person reads it: percent-decoded.
QString readableIdentifier(const QString &externalIdentifier);

} // namespace practice
