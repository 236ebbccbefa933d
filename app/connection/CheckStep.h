#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>

namespace waybill {

enum class StepState {
    Passed,
    Failed,
    Warning, ///< it works, or cannot be known, and is worth a look
    Skipped, ///< it needs a step that failed
};

/// `passed`, `failed`, `warning`, `skipped`.
QString word(StepState state);

/// What one step of the connection check found. Texts are free of secrets and tokens.
struct Finding {
    StepState state = StepState::Passed;
    QString seen;    ///< what was there: an address, a status, the other side's words
    QString meaning; ///< what that says
    QString fix;     ///< what to do; empty where nothing is to be done
};

/// How a moment (in UTC) is written in a finding: with its zone, because a token's end stands beside local times.
inline const QString utcForm = QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'");

/// One line of the connection check.
struct CheckStep {
    QString id;    ///< `url`, `dns` … `clock`; `job:<name>` for a recurring data job
    QString title; ///< such as *Its port takes connections*
    Finding finding;
    std::chrono::milliseconds took{0};
};

/// `{"id","state","title","seen","meaning","fix","ms"}`
QJsonObject toJson(const CheckStep &step);

} // namespace waybill
