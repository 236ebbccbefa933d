#pragma once

#include <QUrl>

namespace waybill {

/// Shows a page in the person's own browser: each program in its way.
class BrowserOpener
{
public:
    virtual ~BrowserOpener() = default;
    /// False where no browser can be started; the person then opens the address themselves.
    virtual bool open(const QUrl &address) = 0;
};

} // namespace waybill
