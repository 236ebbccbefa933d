#pragma once

#include <QHash>
#include <QObject>

namespace waybill {

/// How much memory the rows of all query tabs take, and how much they may: a reading asks before it comes to that, and
/// ends there. GUI thread.
class RowMemory final : public QObject
{
    Q_OBJECT

public:
    /// Bytes, while nobody has said otherwise.
    static constexpr qint64 usualLimit = 2'000'000'000;

    using QObject::QObject;

    qint64 limit() const { return m_limit; }
    /// Bytes; what is not above 0 is the usual limit.
    void setLimit(qint64 bytes);
    qint64 used() const { return m_used; }
    /// What one reading holds now; 0 when it is gone.
    void setUsed(const QObject *reading, qint64 bytes);

    /// Four fifths are taken.
    bool isNearlyFull() const { return m_used >= m_limit / 5 * 4; }
    bool isFull() const { return m_used >= m_limit; }

signals:
    /// The limit is another one, or what is full was not, or is so no longer.
    void changed();

private:
    qint64 m_limit = usualLimit;
    qint64 m_used = 0;
    QHash<const QObject *, qint64> m_readings;
};

} // namespace waybill
