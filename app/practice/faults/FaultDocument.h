// What a faults document says, read and checked.
#pragma once

#include "app/practice/Lifecycle.h"
#include "app/practice/faults/Fault.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace practice {

/// One fault, and how often it has been asked for and applied.
struct FaultEntry {
    QString call;
    QString name;
    int times = -1; ///< how often; negative: always
    int skip = 0;
    double rate = 1.0;
    QString match;
    QJsonObject json;
    int seen = 0;
    int applied = 0;
};

/// The document's shape is in this folder's README.
struct FaultDocument {
    QJsonObject json;
    QList<FaultEntry> faults;
    QList<LifecycleScript> scripts;
    int clockSkew = 0;
    std::optional<QString> scenario; ///< "bad-day" or "none"; nothing: the program's
    std::optional<quint64> seed;
};

/// Reads a document into `document`; otherwise a sentence that says what is wrong with it.
QString readFaultDocument(const QByteArray &bytes, FaultDocument &document);

} // namespace practice
