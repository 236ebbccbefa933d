#include "ui/widgets/TimeDisplay.h"

namespace waybill {

TimeDisplay &TimeDisplay::ofWindow()
{
    static TimeDisplay display;
    return display;
}

void TimeDisplay::setUtc(bool utc)
{
    if (std::exchange(m_utc, utc) != utc)
        emit changed();
}

} // namespace waybill
