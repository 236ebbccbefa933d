#include "app/messages/ErrorFileAddress.h"

#include "app/http/FileAddress.h"
#include "app/http/Redaction.h"

namespace waybill {

using namespace Qt::StringLiterals;

Result<QUrl> errorFileAddress(const QUrl &origin, const QUrl &address)
{
    auto called = fileAddress(origin, address);
    if (called)
        return called;
    Error refused = std::move(called.error());
    refused.message = u"The error file was not fetched from %1: %2"_s.arg(redactedUrl(address), refused.message);
    return fail(std::move(refused));
}

} // namespace waybill
