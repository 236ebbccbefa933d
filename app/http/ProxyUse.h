#pragma once

#include "app/http/ProxyChoice.h"

#include <qcorotask.h>

#include <functional>

namespace waybill {

/// A proxy and its password, for those who call through it.
struct ProxyUse {
    ProxyChoice choice = {};
    /// Where the password of `choice.user` comes from; Secret when there is none. Asked before the first call.
    std::function<QCoro::Task<Result<QString>>()> password = {};
    std::function<void()> refused = {}; ///< the proxy did not take that password
};

} // namespace waybill
