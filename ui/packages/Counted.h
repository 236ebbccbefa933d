#pragma once

#include "ui/widgets/Texts.h"

namespace waybill {

/// `one` for a single thing, else `many` with the number in place of %1.
inline QString counted(qint64 number, const QString &one, const QString &many)
{
    return number == 1 ? one : many.arg(texts::number(number));
}

} // namespace waybill
