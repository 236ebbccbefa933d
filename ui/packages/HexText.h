#pragma once

#include <QByteArray>
#include <QString>

namespace waybill {

/// Bytes to read: offset, sixteen in hex, and what of them is ASCII; one line for sixteen.
QString hexText(const QByteArray &bytes, qint64 offset);

} // namespace waybill
