// What the command line of waybill-practice decides.
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <variant>

namespace practice {

/// The options of one run. `speed` scales lifecycles and batches only; the three durations are real seconds.
struct Settings {
    quint16 port = 0; ///< 0: any free port
    QString profile;  ///< folder that keeps identity, messages and payloads
    double speed = 1.0;
    QString faultsFile; ///< empty: no faults
    bool parentPipe = false;
    std::chrono::seconds tokenLife{3599};
    std::chrono::seconds lease{1800};
    std::chrono::seconds retryAfter{5};
};

/// A sentence for the user: a complaint (exit 2), or the help text (exit 0).
struct UsageNote {
    QString text;
    bool isHelp = false;
};

/// Reads the arguments (without the program's name).
std::variant<Settings, UsageNote> parseSettings(const QStringList &arguments);

/// The platform's data folder for the practice environment.
QString defaultProfileFolder();

} // namespace practice
