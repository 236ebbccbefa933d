#pragma once

#include <QString>

namespace waybill {

/// `1 message`, `2 messages`: for nouns that take an *s*.
inline QString counted(qint64 number, const QString &noun)
{
    return QString::number(number) + u' ' + noun + (number == 1 ? QString() : QString(u's'));
}

} // namespace waybill
