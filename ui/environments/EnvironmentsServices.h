#pragma once

#include "app/auth/Connections.h"

#include <functional>
#include <memory>

class QWidget;

namespace waybill {

/// What the dialogs about environments work with; everything outlives them.
struct EnvironmentsServices {
    EnvironmentStore *environments = nullptr;
    SecretStore *secrets = nullptr;
    Connections *connections = nullptr;
    HttpLog *log = nullptr;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<BrowserOpener> browser; ///< for those who sign in; may be null
    /// Tells `then` how many messages of it the journal has, unless `context` is gone by then.
    std::function<void(const QString &environment, QObject *context, std::function<void(Result<qint64> messages)> then)>
        messagesOf;
    /// Asks for one file that is there; calls `then` with its path unless cancelled.
    std::function<void(QWidget *parent, const QString &title, std::function<void(QString path)> then)> askFile;
    /// Asks where to save a file, likewise.
    std::function<void(QWidget *parent, const QString &suggestion, std::function<void(QString path)> then)> askSavePath;
    /// Asks for a folder that is there, likewise.
    std::function<void(QWidget *parent, const QString &title, std::function<void(QString path)> then)> askFolder;
};

} // namespace waybill
