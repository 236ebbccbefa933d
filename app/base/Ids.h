#pragma once

#include <QHash>
#include <QString>

#include <compare>
#include <utility>

namespace waybill {

/// A string that cannot be mistaken for another kind of string. Empty means *none*.
template <class Tag>
class StrongId
{
public:
    StrongId() = default;
    explicit StrongId(QString text) : m_text(std::move(text)) {}
    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }
    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend auto operator<=>(const StrongId &a, const StrongId &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using MessageId = StrongId<struct MessageIdTag>;     ///< GUID, lower case, no braces: the enqueue answer
using ActivityId = StrongId<struct ActivityIdTag>;   ///< GUID, lower case, no braces: a recurring data job's ID
using ExecutionId = StrongId<struct ExecutionIdTag>; ///< as the service gave it; F&O's pages call it Job ID

/// A message's number in the journal of this profile; never used again.
enum class MessageKey : qint64 {};
inline qint64 number(MessageKey key)
{
    return static_cast<qint64>(key);
}
inline size_t qHash(MessageKey key, size_t seed = 0)
{
    return ::qHash(number(key), seed);
}

/// A download's number in the journal of this profile; never used again.
enum class DownloadKey : qint64 {};
inline qint64 number(DownloadKey key)
{
    return static_cast<qint64>(key);
}
inline size_t qHash(DownloadKey key, size_t seed = 0)
{
    return ::qHash(number(key), seed);
}

} // namespace waybill
