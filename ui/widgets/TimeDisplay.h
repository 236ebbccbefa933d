#pragma once

#include <QDateTime>
#include <QObject>

namespace waybill {

/// Whether moments are written in local time or in UTC: one switch for the whole window. GUI thread.
class TimeDisplay final : public QObject
{
    Q_OBJECT

public:
    static TimeDisplay &ofWindow();

    bool isUtc() const { return m_utc; }
    void setUtc(bool utc);
    /// The moment as it is to be written.
    QDateTime shown(const QDateTime &time) const { return m_utc ? time.toUTC() : time.toLocalTime(); }

signals:
    void changed();

private:
    bool m_utc = false;
};

} // namespace waybill
