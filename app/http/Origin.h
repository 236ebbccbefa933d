#pragma once

#include <QUrl>

namespace waybill {

/// The port of an address, also where it is left out.
int portOf(const QUrl &url);
/// Whether two addresses share scheme, host and port: a token goes nowhere else.
bool sameOrigin(const QUrl &a, const QUrl &b);
/// `path`, such as `/data`, below an address that may have a path itself.
QUrl below(const QUrl &base, const QString &path);

} // namespace waybill
