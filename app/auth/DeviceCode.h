#pragma once

#include "app/environments/Environment.h"
#include "app/http/Http.h"

#include <QDateTime>
#include <QUrl>

#include <chrono>

namespace waybill {

/// What a person types at which page, on any device.
struct DeviceCode {
    QString userCode;
    QUrl verificationUri;
    QDateTime expiresAtUtc;
    std::chrono::seconds expiresIn; ///< from when it came
};

/// What the authority gave out for a sign-in on another device.
struct IssuedDeviceCode {
    DeviceCode shown;
    QString deviceCode;            ///< a secret
    std::chrono::seconds interval; ///< between two questions whether somebody has signed in
};

/// Reads the authority's answer (protocol.md section 1). ServerFault when it holds no code, or a page that nobody is to
/// be sent to; its own refusal when it refuses.
Result<IssuedDeviceCode> readDeviceCode(const HttpAnswer &answer, const Environment &environment,
                                        const QDateTime &nowUtc);

} // namespace waybill
