// Everything that was pushed: messages, their payload files and outcomes, and the count of deliveries.
#pragma once

#include "app/practice/StoredMessage.h"

#include <QHash>
#include <QList>

#include <mutex>

class QJsonObject;

namespace practice {

class History;

/// Keeps messages and deliveries as lines of JSON that are only ever appended to, so that a killed program loses
/// nothing it has answered for; payloads and outcomes as a file each. Thread-safe.
class MessageStore
{
public:
    /// Reads what `folder` holds; makes the folders that are missing. With a `seed` the n-th message has the same ids
    /// in every world of that seed.
    /// `history`, which may be null and outlives the store, is asked about what the store does not know.
    explicit MessageStore(const QString &folder, std::optional<quint64> seed = {}, const History *history = nullptr);

    /// A name for a file that is still arriving. Unfinished ones of an earlier run are gone.
    QString newIncomingPath();
    QString payloadPath(const QString &messageId) const;
    /// Where the files with the records that failed lie.
    QString errorFolder(const QString &messageId) const;

    /// Takes the arrived file over as the message's payload and writes the message down; false when the disk refuses.
    /// Sets the message's number and ids.
    bool store(StoredMessage &message, const QString &incomingPath);
    void addDelivery(const Delivery &delivery);
    void setOutcome(const QString &messageId, const ImportOutcome &outcome);

    std::optional<StoredMessage> message(const QString &messageId) const;
    std::optional<StoredMessage> ofExecution(const QString &executionId) const;
    QList<StoredMessage> messages() const; ///< what was pushed, oldest first
    /// Part of what was pushed and of the history, newest first; an empty activity id means every job.
    QList<StoredMessage> newest(const QString &activityId, qint64 skip, qint64 most) const;
    qint64 count(const QString &activityId) const;
    QList<Delivery> deliveries() const;    ///< oldest first
    /// The records of entity number `place` that failed in staging, or the keys of those that failed in the target;
    /// nothing where none did.
    std::optional<QByteArray> errorFile(const QString &executionId, int place, bool isKeys) const;
    bool hasErrorFile(const QString &executionId, int place, bool isKeys) const;
    /// The whole outcome, read from its file; nothing while the import runs.
    std::optional<ImportOutcome> outcome(const QString &messageId) const;

private:
    void load();
    std::optional<qint64> historic(const QString &executionId) const;
    QList<int> placesOf(const QString &activityId) const;
    bool append(const QString &fileName, const QJsonObject &line) const;
    QString errorFilePath(const QString &executionId, int place, bool isKeys) const;
    QString outcomePath(const QString &messageId) const;

    const QString m_folder;
    const std::optional<quint64> m_seed;
    const History *const m_history;
    mutable std::mutex m_mutex;
    QList<StoredMessage> m_messages;
    QHash<QString, int> m_byMessage;
    QHash<QString, int> m_byExecution;
    QList<Delivery> m_deliveries;
    int m_incoming = 0;
};

} // namespace practice
