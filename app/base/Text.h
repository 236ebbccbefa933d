#pragma once

#include <QString>

namespace waybill {

/// A sentence of the services in the person's language; without a translation, `source` as it is written (UTF-8).
/// All of them have the context "waybill". From any thread.
QString text(const char *source);

} // namespace waybill
