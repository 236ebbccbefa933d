#include "app/http/SecretScrubber.h"

#include "app/base/Compact.h"

namespace waybill {

namespace {
constexpr qsizetype shortest = 8;
constexpr qsizetype headBytes = 256 << 10;

/// As Qt's and most others' JSON writers do; the slash is escaped by some.
QByteArray inJson(QByteArray text, bool slash)
{
    text.replace('\\', "\\\\").replace('"', "\\\"");
    return slash ? text.replace('/', "\\/") : text;
}
} // namespace

SecretScrubber::SecretScrubber(const QByteArrayList &secrets)
{
    for (const QByteArray &secret : secrets) {
        if (secret.size() < shortest)
            continue;
        QByteArray lower = secret.toPercentEncoding();
        for (qsizetype i = 0; i + 2 < lower.size(); ++i) {
            if (lower[i] == '%')
                lower.replace(i, 3, lower.mid(i, 3).toLower());
        }
        for (const QByteArray &form :
             {secret, secret.toPercentEncoding(), lower, inJson(secret, false), inJson(secret, true)}) {
            if (!m_forms.contains(form))
                m_forms.append(form);
        }
    }
}

QByteArray SecretScrubber::bytes(QByteArray text) const
{
    const qsizetype size = text.size();
    for (const QByteArray &form : m_forms)
        text.replace(form, "(hidden)");
    return text.size() == size ? text : compact(text);
}

QByteArray SecretScrubber::head(QByteArray body) const
{
    if (body.size() <= headBytes)
        return bytes(std::move(body));
    const QByteArray clean = bytes(body.first(headBytes));
    return body.replace(0, headBytes, clean);
}

} // namespace waybill
