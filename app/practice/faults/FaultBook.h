// The faults document in force: which request gets which fault, which message which script.
#pragma once

#include "app/practice/Lifecycle.h"
#include "app/practice/faults/Fault.h"

#include <QList>
#include <QStringList>

#include <mutex>

namespace practice {

/// Holds one faults document (README.md of this folder describes it) and counts its faults down. Thread-safe.
class FaultBook
{
public:
    /// Puts a new document in force and starts its counts anew. Otherwise a sentence that says what is wrong with it,
    /// and the old one stays.
    QString replace(const QByteArray &json);
    /// The same from a file.
    QString replaceFromFile(const QString &path);
    void clear();

    /// The document in force, each fault with `seen` (requests it was aimed at) and `applied`.
    QJsonObject document() const;

    /// The first fault for this request, if any; counts it. `subjects`: URL and external identifier, for `match`.
    std::optional<Fault> choose(const QString &call, const QStringList &subjects);

    /// The script for a message; `externalIdentifier` percent-decoded.
    std::optional<LifecycleScript> scriptFor(const QString &externalIdentifier) const;
    /// By how many seconds the `Date` header is ahead.
    int clockSkew() const;

private:
    struct Entry {
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
    struct Document {
        QJsonObject json;
        QList<Entry> faults;
        QList<LifecycleScript> scripts;
        int clockSkew = 0;
    };

    static QString read(const QJsonObject &json, Document &document);
    static QString readFault(const QJsonObject &json, Entry &entry);
    static QString readScript(const QJsonObject &json, LifecycleScript &script);

    mutable std::mutex m_mutex;
    Document m_document;
};

} // namespace practice
