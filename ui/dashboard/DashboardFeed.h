#pragma once

#include "app/base/Clock.h"
#include "app/journal/JournalStatistics.h"
#include "ui/dashboard/DashboardFigures.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace waybill {

class Journal;

/// Keeps the figures of one environment and period fresh while somebody looks: asks again when the journal tells of
/// changes, but never for more than a fifth of the time, and each minute, because time passes too. GUI thread.
class DashboardFeed final : public QObject
{
    Q_OBJECT

public:
    /// The journal outlives this; `folder` is its profile.
    DashboardFeed(Journal *journal, const QString &folder, std::shared_ptr<const Clock> clock,
                  QObject *parent = nullptr);

    void setEnvironment(const QString &environment);
    const QString &environment() const { return m_environment; }
    void setPeriod(const Period &period);
    /// Nothing is asked while nobody looks.
    void setWatched(bool watched);
    /// Asks now.
    void refresh();

    /// Now, in this place, with the present period.
    DashboardView view() const;

signals:
    /// A question was put whose answer will show something else than before.
    void begun();
    /// `view` is what the figures were asked for.
    void answered(const waybill::Statistics &statistics, const waybill::DashboardView &view);
    void failed(const waybill::Error &error);

private:
    void changed();

    JournalStatistics m_statistics;
    std::shared_ptr<const Clock> m_clock;
    QString m_environment;
    Period m_period;
    DashboardView m_asked; ///< the last question
    QString m_askedOf;     ///< its environment
    bool m_watched = false;
    bool m_stale = true;
    QTimer m_soon, m_minute;
    QElapsedTimer m_since; ///< the last question
};

} // namespace waybill
