#pragma once

#include <QString>

#include <optional>
#include <stop_token>

namespace waybill {

/// How many records a stored CSV or XML file holds; nothing for other formats and for files that cannot be read to their
/// end. Blocks: call it on a worker.
std::optional<qint64> recordsIn(const QString &path, std::stop_token stop);

} // namespace waybill
