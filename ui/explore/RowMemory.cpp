#include "ui/explore/RowMemory.h"

#include <utility>

namespace waybill {

void RowMemory::setLimit(qint64 bytes)
{
    if (const qint64 limit = bytes > 0 ? bytes : usualLimit; std::exchange(m_limit, limit) != limit)
        emit changed();
}

void RowMemory::setUsed(const QObject *reading, qint64 bytes)
{
    const bool wasFull = isFull();
    m_used += bytes - m_readings.value(reading);
    if (bytes > 0)
        m_readings.insert(reading, bytes);
    else
        m_readings.remove(reading);
    if (isFull() != wasFull)
        emit changed();
}

} // namespace waybill
