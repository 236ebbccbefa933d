#include "app/http/HttpDate.h"

namespace waybill {

QDateTime httpDate(QByteArray text)
{
    text.replace("GMT", "+0000");
    return QDateTime::fromString(QString::fromLatin1(text.trimmed()), Qt::RFC2822Date).toUTC();
}

} // namespace waybill
