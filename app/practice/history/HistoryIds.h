// Ids that tell which made-up message they belong to.
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace practice {

/// Turns numbers into GUIDs and back, so that nothing has to be remembered: a GUID is the number, enciphered with the
/// seed. Thread-safe.
class HistoryIds
{
public:
    explicit HistoryIds(quint64 seed);

    /// Lower case, without braces.
    QString messageId(qint64 index) const;
    QString executionId(qint64 index) const;
    /// The number behind an id; nothing for any other GUID.
    std::optional<qint64> ofMessage(const QString &id) const;
    std::optional<qint64> ofExecution(const QString &id) const;

private:
    enum class Kind : quint64 { Message = 0x6d657373616765ULL, Execution = 0x657865637574ULL };

    QString encipher(Kind kind, qint64 index) const;
    std::optional<qint64> decipher(Kind kind, const QString &id) const;

    QByteArray m_key;
};

} // namespace practice
