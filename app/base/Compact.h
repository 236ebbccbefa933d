#pragma once

#include <QByteArray>
#include <QString>

namespace waybill {

/// The same text in room of its own size. A text that became shorter keeps its room, and what stood there before stays
/// readable behind its end for as long as it lives.
inline QString compact(const QString &text)
{
    return QString(text.constData(), text.size());
}

inline QByteArray compact(const QByteArray &bytes)
{
    return QByteArray(bytes.constData(), bytes.size());
}

} // namespace waybill
