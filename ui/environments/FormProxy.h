#pragma once

#include "app/environments/SecretStore.h"
#include "app/http/ProxyUse.h"

namespace waybill {

struct Environment;

/// The proxy that a form asks through while it is filled in. Its password is what was typed; else the kept one of
/// `before`, the environment as it is saved, when that is for the very same proxy; nobody is asked for one.
/// `before` may be null and is looked at now only. GUI thread; `secrets` outlives what is returned.
ProxyUse proxyOfForm(SecretStore *secrets, const Environment *before, ProxyChoice proxy, QString typed);

} // namespace waybill
