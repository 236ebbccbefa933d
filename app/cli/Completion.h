#pragma once

#include <QString>

namespace CLI {
class App;
}

namespace waybill {

/// A bash script that completes the verbs and options of `app` under the name `program`.
QString bashCompletion(const CLI::App &app, const QString &program);

} // namespace waybill
