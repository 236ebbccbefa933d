#include "ui/dashboard/DashboardFeed.h"

#include "app/journal/Journal.h"

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr auto leastPause = 500ms;
constexpr int patience = 4; ///< times as long as the last answer took
} // namespace

DashboardFeed::DashboardFeed(Journal *journal, const QString &folder, std::shared_ptr<const Clock> clock,
                             QObject *parent)
    : QObject(parent), m_statistics(folder), m_clock(std::move(clock))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(leastPause);
    connect(&m_soon, &QTimer::timeout, this, &DashboardFeed::refresh);
    m_minute.setInterval(1min);
    connect(&m_minute, &QTimer::timeout, this, &DashboardFeed::changed);
    m_minute.start();
    connect(journal, &Journal::changed, this, &DashboardFeed::changed);
    connect(&m_statistics, &JournalStatistics::answered, this, [this](const Statistics &statistics) {
        m_soon.setInterval(
            std::max<std::chrono::milliseconds>(leastPause, std::chrono::milliseconds(m_since.elapsed()) * patience));
        if (m_askedOf == m_environment && m_asked.period == m_period) // not another's, chosen while nobody looked
            emit answered(statistics, m_asked);
        if (m_stale)
            changed();
    });
    connect(&m_statistics, &JournalStatistics::failed, this, &DashboardFeed::failed);
}

DashboardView DashboardFeed::view() const
{
    return {m_period, m_clock->utcNow(), QTimeZone::systemTimeZone()};
}

void DashboardFeed::setEnvironment(const QString &environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    emit begun();
    refresh();
}

void DashboardFeed::setPeriod(const Period &period)
{
    if (period == m_period)
        return;
    m_period = period;
    emit begun();
    refresh();
}

void DashboardFeed::setWatched(bool watched)
{
    m_watched = watched;
    if (m_watched && m_stale)
        refresh();
}

void DashboardFeed::refresh()
{
    m_stale = true;
    if (!m_watched || m_environment.isEmpty())
        return;
    m_stale = false;
    m_soon.stop();
    m_since.start();
    m_asked = view();
    m_askedOf = m_environment;
    m_statistics.ask({m_environment, borders(m_asked.period, m_asked.now, m_asked.zone)});
}

void DashboardFeed::changed()
{
    m_stale = true;
    if (m_watched && !m_soon.isActive() && !m_statistics.isAsking())
        m_soon.start();
}

} // namespace waybill
