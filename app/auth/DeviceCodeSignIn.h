#pragma once

#include "app/auth/DeviceCode.h"
#include "app/auth/TokenAnswer.h"
#include "app/base/Clock.h"
#include "app/environments/Environment.h"
#include "app/http/Transport.h"

#include <qcorotask.h>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace waybill {

/// A person signs in on another device, or in any browser, with a code (protocol.md section 1). A public client: no
/// secret is sent. One thread.
class DeviceCodeSignIn
{
public:
    using Show = std::function<void(const DeviceCode &code)>;
    using Sleep = std::function<QCoro::Task<bool>(std::chrono::milliseconds duration, std::stop_token stop)>;

    /// `sleep` waits between two questions, as sleepFor does.
    DeviceCodeSignIn(Environment environment, std::shared_ptr<Transport> transport, std::shared_ptr<const Clock> clock,
                     Sleep sleep = {});

    /// `show` is told the code once, as soon as it is there. Asks no oftener than the authority wants, through troubles
    /// of the network too. NotSignedIn when declined or when the code expired, Cancelled.
    QCoro::Task<Result<TokenAnswer>> run(Show show, std::stop_token stop) const;

private:
    const Environment m_environment;
    std::shared_ptr<Transport> m_transport;
    std::shared_ptr<const Clock> m_clock;
    Sleep m_sleep;
};

} // namespace waybill
