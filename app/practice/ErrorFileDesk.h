// Where the files with the failing records are asked for and handed out.
#pragma once

#include "app/practice/StoredMessage.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <mutex>
#include <optional>

namespace practice {

class MessageStore;

/// One of the files of an execution.
struct ErrorFileName {
    QString executionId;
    int place = 0;       ///< of the entity in the execution
    bool isKeys = false; ///< the keys that failed in the target, else the records that failed in staging
};

/// A request that came for a file, for control.
struct ErrorFileFetch {
    QDateTime atUtc;
    QString path;
    bool isSigned = false; ///< came to the second origin
    bool hadToken = false;
    int status = 0;
};

/// Addresses of error files (protocol.md section 3, items 5 and 6). Keys files exist only some lifecycle seconds after
/// they were ordered; the orders live in memory. Thread-safe.
class ErrorFileDesk
{
public:
    explicit ErrorFileDesk(const MessageStore &store);

    /// `/errorfiles/{execution}/{place}/staging.csv`, or nothing when no record failed there.
    std::optional<QString> pathOf(const ErrorFileName &file) const;
    static std::optional<ErrorFileName> fromPath(const QString &path);
    /// The file's bytes; nothing when there is none.
    std::optional<QByteArray> bytesOf(const ErrorFileName &file) const;

    /// Orders a keys file; false when there is nothing to put into it.
    bool order(const ErrorFileName &file, qint64 now);
    bool isReady(const ErrorFileName &file, qint64 now) const;

    /// The query that opens a path on the second origin, and whether one does.
    QString signatureOf(const QString &path) const;
    bool isSigned(const QString &path, const QString &signature) const;

    void addFetch(const ErrorFileFetch &fetch);
    QList<ErrorFileFetch> fetches() const;

private:
    const MessageStore &m_store;
    const QByteArray m_key;
    mutable std::mutex m_mutex;
    QHash<QString, qint64> m_readyAt;
    QList<ErrorFileFetch> m_fetches;
};

} // namespace practice
