#pragma once

#include "app/base/Clock.h"
#include "app/connection/ConnectionReport.h"
#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"
#include "app/http/HttpLog.h"

#include <qcorotask.h>

#include <functional>
#include <memory>
#include <stop_token>

namespace waybill {

/// Goes the way from an environment's address to its recurring data jobs, step by step, and says at each what was seen,
/// what it means and what to do. Asks only what changes nothing on the other side; a token is fetched anew and kept
/// nowhere. One thread; a run goes on without it.
///
/// The steps, all in every report, in this order: `url dns port proxy tls service authority token claims application
/// odata job:<name>… clock`. What needs a failed step is skipped.
class ConnectionCheck
{
public:
    /// `secrets` and `log` outlive every run.
    ConnectionCheck(SecretStore *secrets, HttpLog *log, std::shared_ptr<const Clock> clock);

    /// Told of each step that begins, and of each that has ended or was skipped.
    struct Listener {
        std::function<void(const QString &id, const QString &title)> begins = {};
        std::function<void(const CheckStep &step)> ended = {};
    };
    /// Stopped, it ends soon: what was not asked yet is skipped.
    QCoro::Task<ConnectionReport> run(Environment environment, Listener listener, std::stop_token stop);

private:
    SecretStore *m_secrets;
    HttpLog *m_log;
    std::shared_ptr<const Clock> m_clock;
};

/// The ids and titles of the steps of an environment's check, in their order.
QList<std::pair<QString, QString>> checkSteps(const Environment &environment);

} // namespace waybill
