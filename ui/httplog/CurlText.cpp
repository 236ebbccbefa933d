#include "ui/httplog/CurlText.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

QString curlText(const Exchange &exchange)
{
    QString text = u"curl"_s;
    if (exchange.method != "GET"_L1)
        text += u" -X "_s + exchange.method;
    text += u' ' + quoted(exchange.url);
    for (const auto &[name, value] : exchange.requestHeaders) {
        if (name.compare("Authorization", Qt::CaseInsensitive) == 0)
            text += u" \\\n  -H \"Authorization: Bearer $TOKEN\""_s;
        else
            text += u" \\\n  -H "_s + quoted(QString::fromUtf8(name + ": " + value));
    }
    if (exchange.method == "POST"_L1 || exchange.method == "PUT"_L1 || exchange.method == "PATCH"_L1)
        text += u" \\\n  --data-binary @body"_s;
    return text;
}

} // namespace waybill
