#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/messages/MessageDesk.h"
#include "ui/widgets/ProductionGuard.h"

#include <QUrl>

#include <functional>
#include <memory>

class QWidget;

namespace waybill {

/// What the Messages page works with; everything outlives the page.
struct MessagesServices {
    MessageDesk *desk = nullptr;
    EnvironmentStore *environments = nullptr;
    std::shared_ptr<const Clock> clock;
    /// Opens a page in the system's browser.
    std::function<void(const QUrl &)> openUrl;
    /// Asks where to save, beginning with a suggested file name; calls `then` with the path unless cancelled.
    std::function<void(QWidget *parent, const QString &suggestion, std::function<void(QString path)> then)> askSavePath;
    /// Asks for one file that is there; calls `then` with its path unless cancelled.
    std::function<void(QWidget *parent, std::function<void(QString path)> then)> askOpenPath;
    /// Shared with whatever else sends.
    std::shared_ptr<ProductionGuard> guard = std::make_shared<ProductionGuard>();
};

} // namespace waybill
