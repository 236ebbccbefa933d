#pragma once

#include "app/http/Http.h"

#include <optional>

namespace waybill {

/// By what an environment is known in what it answers.
struct EnvironmentMarks {
    QUrl base;
    QUrl authority;
    QString tenant; ///< GUID or domain
};

/// Whether one of Microsoft's clouds signs people in at this host.
bool isSignInHost(const QString &host);

/// The sign-in at another tenant than the saved one that an answer leads to (redirect, or the challenge of a 401), in
/// words for a person. A domain and a GUID cannot be compared, and are taken for the same tenant (protocol.md section
/// 1).
std::optional<QString> saysAnotherTenant(const HttpAnswer &answer, const EnvironmentMarks &marks);

/// What in an answer of `base` only another environment than the saved one would say, in words for a person: a redirect
/// to a host that is neither it nor a sign-in service, or a sign-in at another tenant.
std::optional<QString> saysAnotherEnvironment(const HttpAnswer &answer, const EnvironmentMarks &marks);

} // namespace waybill
