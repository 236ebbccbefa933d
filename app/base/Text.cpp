#include "app/base/Text.h"

#include <QCoreApplication>

namespace waybill {

QString text(const char *source)
{
    return QCoreApplication::translate("waybill", source);
}

} // namespace waybill
