#include "app/catalogue/JsonText.h"

#include <QString>

#include <algorithm>

namespace waybill {

namespace {

bool isPlain(QChar c)
{
    return c.unicode() >= 0x20 && c.unicode() < 0x80 && c != u'"' && c != u'\\';
}

void appendEscaped(QByteArray &json, QStringView text)
{
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            json += "\\u00" + QByteArray(1, c).toHex();
        } else {
            json += c;
        }
    }
}

} // namespace

void appendJson(QByteArray &json, QStringView text)
{
    json += '"';
    if (std::ranges::all_of(text, isPlain)) {
        const qsizetype before = json.size();
        json.resize(before + text.size());
        std::ranges::transform(text, json.begin() + before, [](QChar c) { return char(c.unicode()); });
    } else {
        appendEscaped(json, text);
    }
    json += '"';
}

void appendMember(QByteArray &json, const char *name, QStringView text)
{
    if (text.isEmpty())
        return;
    json += ",\"";
    json += name;
    json += "\":";
    appendJson(json, text);
}

} // namespace waybill
