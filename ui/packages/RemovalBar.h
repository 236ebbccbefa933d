#pragma once

#include "app/packages/PackageRetention.h"
#include "ui/packages/ProgressStrip.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <stop_token>

namespace waybill {

/// How a removal of files goes, and the button that stops it; in sight while one is under way, but for one that is over
/// at once.
class RemovalBar final : public QWidget
{
    Q_OBJECT

public:
    explicit RemovalBar(QWidget *parent = nullptr);

    /// What is done from now on tells `progress` how far it is and looks at the answer.
    std::stop_token begin(std::shared_ptr<const RemovalProgress> progress);
    void stop();
    void end();
    bool isRunning() const { return m_progress != nullptr; }
    /// Whether the one under way was told to end before its time.
    bool isStopped() const { return m_stop.stop_requested(); }
    /// Whether some of the files stayed for that.
    bool wasCutShort() const { return isStopped() && m_progress && m_progress->through < m_progress->all; }

private:
    void refresh();

    std::shared_ptr<const RemovalProgress> m_progress; ///< null while there is none
    std::stop_source m_stop;
    QTimer m_tick;
    ProgressStrip m_strip;
};

} // namespace waybill
