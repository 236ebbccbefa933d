#pragma once

#include "app/base/Clock.h"
#include "app/environments/EnvironmentStore.h"
#include "app/http/HttpClient.h"

#include <functional>
#include <memory>

class QWidget;

namespace waybill {

/// What the Explore page works with; everything outlives the page.
struct ExploreServices {
    EnvironmentStore *environments = nullptr;
    /// The client of an environment, made when it is first wanted.
    std::function<Result<std::shared_ptr<HttpClient>>(const QString &environment)> client;
    QString profileFolder;
    std::shared_ptr<const Clock> clock;
    /// Opens an address in the user's browser.
    std::function<void(const QUrl &)> openUrl;
    /// Asks where to save, beginning with a suggested file name; calls `then` with the path unless cancelled.
    std::function<void(QWidget *parent, const QString &suggestion, std::function<void(QString path)> then)> askSavePath;
};

} // namespace waybill
