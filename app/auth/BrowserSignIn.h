#pragma once

#include "app/auth/BrowserOpener.h"
#include "app/auth/TokenAnswer.h"
#include "app/environments/Environment.h"
#include "app/http/Transport.h"

#include <qcorotask.h>

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>

namespace waybill {

/// A person signs in with the browser of the system: authorization code with PKCE, redirect to a port of this computer
/// (protocol.md section 1). A public client: no secret is sent. One thread.
class BrowserSignIn
{
public:
    /// How long a person may take.
    static constexpr std::chrono::seconds patience{300};

    /// What is shown while it lasts.
    struct Listener {
        std::function<void(const QUrl &address)> open = {}; ///< before the browser is asked to open it
        std::function<void()> noBrowser = {};               ///< it could not: the person opens the address themselves
    };

    BrowserSignIn(Environment environment, std::shared_ptr<Transport> transport);

    /// `browser` may be null: then the address is only told. NotSignedIn with the authority's words, TimedOut,
    /// Cancelled, Unreachable.
    QCoro::Task<Result<TokenAnswer>> run(std::shared_ptr<BrowserOpener> browser, Listener listener,
                                         std::chrono::milliseconds limit, std::stop_token stop) const;

private:
    const Environment m_environment;
    std::shared_ptr<Transport> m_transport;
};

} // namespace waybill
