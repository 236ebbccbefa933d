#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/messages/MessageDesk.h"
#include "ui/widgets/ProductionGuard.h"

#include <functional>
#include <memory>

class QWidget;

namespace waybill {

/// What the Push page works with; everything outlives the page.
struct PushServices {
    MessageDesk *desk = nullptr;
    EnvironmentStore *environments = nullptr;
    std::shared_ptr<const Clock> clock;
    /// Asks for files to push; calls `then` with their paths unless cancelled.
    std::function<void(QWidget *parent, std::function<void(QStringList paths)> then)> askFiles;
    /// Shared with whatever else sends.
    std::shared_ptr<ProductionGuard> guard = std::make_shared<ProductionGuard>();
};

} // namespace waybill
