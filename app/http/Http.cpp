#include "app/http/Http.h"

namespace waybill {

QByteArray HttpAnswer::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool HttpAnswer::looksLikeHtml() const
{
    const qsizetype mark = body.startsWith("\xef\xbb\xbf") ? 3 : 0;
    const QByteArray start = body.mid(mark, 256).trimmed().toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html") || start.startsWith("<head") ||
           start.startsWith("<body") || header("Content-Type").toLower().startsWith("text/html");
}

} // namespace waybill
