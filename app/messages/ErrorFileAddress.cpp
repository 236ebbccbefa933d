#include "app/messages/ErrorFileAddress.h"

#include "app/environments/ThisComputer.h"
#include "app/http/FileAddress.h"
#include "app/http/Redaction.h"

namespace waybill {

using namespace Qt::StringLiterals;

Result<QUrl> errorFileAddress(const QUrl &origin, const QUrl &address)
{
    const auto refuse = [&address](const QString &why) {
        return fail(ErrorKind::Refused, u"The error file was not fetched from %1: %2"_s.arg(redactedUrl(address), why));
    };
    // Elsewhere nobody is known to answer over https who was named with http.
    if (address.scheme() == "http"_L1 && address.host() != origin.host() && !isThisComputer(address.host()))
        return refuse(u"it is neither the environment's own nor an https address."_s);
    auto called = fileAddress(origin, address);
    if (!called)
        return refuse(called.error().message);
    return called;
}

} // namespace waybill
