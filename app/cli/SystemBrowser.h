#pragma once

#include "app/auth/BrowserOpener.h"

namespace waybill {

/// Asks the desktop to show a page; where there is no desktop (no display), nothing is tried.
class SystemBrowser final : public BrowserOpener
{
public:
    bool open(const QUrl &address) override;
};

} // namespace waybill
