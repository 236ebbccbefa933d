#pragma once

#include "app/base/Clock.h"
#include "app/journal/Journal.h"

#include <functional>
#include <memory>

class QWidget;

namespace waybill {

/// What the Dashboard page works with; everything outlives the page.
struct DashboardServices {
    Journal *journal = nullptr;
    QString profileFolder;
    std::shared_ptr<const Clock> clock;
    /// Asks where to save, beginning with a suggested file name; calls `then` with the path unless cancelled.
    std::function<void(QWidget *parent, const QString &suggestion, std::function<void(QString path)> then)> askSavePath;
};

} // namespace waybill
