#include "Input.h"

#include "app/environments/Environment.h"
#include "app/messages/ErrorFileAddress.h"

#include <QHostAddress>

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QUrl origin(QStringLiteral("https://contoso.example"));
    const auto address = errorFileAddress(origin, QUrl(QString::fromUtf8(bytesOf(data, size))));
    HOLDS(address || !address.error().message.isEmpty());
    if (!address)
        return 0;
    // Never in the clear over a network, never with a name and a password in it.
    HOLDS(address->isValid() && !address->host().isEmpty() && address->userInfo().isEmpty());
    HOLDS(address->scheme() == QLatin1StringView("https") || address->host() == QLatin1StringView("localhost") ||
          QHostAddress(address->host()).isLoopback());
    HOLDS(sameOrigin(origin, *address) || address->hasQuery());
    return 0;
}
