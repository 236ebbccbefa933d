#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace waybill {

/// How far the reading of what a grid shows has come. `why` is said where reading stopped or waits.
struct GridProgress {
    enum class State { Idle, Reading, Paused, Complete, Stopped };

    State state = State::Idle;
    qint64 rows = 0;
    std::optional<qint64> total = {}; ///< as the service counted them
    int pages = 0;
    qint64 bytes = 0;                  ///< received
    std::chrono::milliseconds time{0}; ///< since the first request
    QString why = {};

    bool operator==(const GridProgress &) const = default;
};

} // namespace waybill
