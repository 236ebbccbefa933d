#include "Answer.h"

#include "app/auth/DeviceCode.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    static constexpr std::array statuses{200, 302, 400, 401, 429, 500, 503};
    const HttpAnswer answer = answerFrom(statuses, data, size);
    Environment environment;
    environment.authority = QUrl(QStringLiteral("https://login.contoso.example"));
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(1'772'347'381'000, Qt::UTC);
    const auto issued = readDeviceCode(answer, environment, now);
    HOLDS(issued || !issued.error().message.isEmpty());
    if (!issued)
        return 0;
    // A person is sent to a page that shows itself only, and neither hurried nor kept for ever.
    HOLDS(issued->shown.verificationUri.scheme() == QStringLiteral("https"));
    HOLDS(!issued->shown.verificationUri.host().isEmpty() && issued->shown.verificationUri.userInfo().isEmpty());
    HOLDS(!issued->shown.userCode.isEmpty() && !issued->deviceCode.isEmpty());
    HOLDS(issued->interval >= std::chrono::seconds(1) && issued->interval <= std::chrono::hours(24));
    HOLDS(issued->shown.expiresAtUtc > now && issued->shown.expiresIn <= std::chrono::hours(24));
    return 0;
}
