#include "app/odata/ODataText.h"
#include "app/odata/Query.h"

#include "app/http/Origin.h"
#include "app/http/ReadOnly.h"
#include "app/http/Redaction.h"

#include <algorithm>
#include <cctype>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
bool isTyped(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.isSpace() || c == u'"'; });
}

/// Encoded, with what was encoded already left as it is.
QByteArray encodedOnce(const QString &text)
{
    QByteArray encoded = odata::encoded(text.trimmed());
    const auto isHex = [&encoded](qsizetype at) { return std::isxdigit(static_cast<unsigned char>(encoded[at])) != 0; };
    for (qsizetype at = 0; at + 4 < encoded.size(); ++at) {
        if (encoded.sliced(at, 3) == "%25" && isHex(at + 3) && isHex(at + 4))
            encoded.remove(at + 1, 2);
    }
    return encoded;
}

/// Typed text as the query of an address: each option encoded by itself.
QByteArray typedQuery(const QString &text)
{
    QByteArrayList options;
    qsizetype begin = 0;
    while (begin <= text.size()) {
        qsizetype end = odata::indexOutsideQuotes(QStringView(text).sliced(begin), u'&');
        end = end < 0 ? text.size() : begin + end;
        const QString option = text.sliced(begin, end - begin);
        const qsizetype equals = option.indexOf(u'=');
        if (!option.trimmed().isEmpty())
            options.append(equals < 0
                               ? encodedOnce(option)
                               : encodedOnce(option.first(equals)) + '=' + encodedOnce(option.sliced(equals + 1)));
        begin = end + 1;
    }
    return options.join('&');
}

/// The part behind the origin as it goes over the wire. `hasFragment`: a `#` begins what the address alone is about.
QByteArray encodedTarget(const QString &target, bool hasFragment)
{
    QString text = target;
    const bool typed = isTyped(text);
    if (const qsizetype hash = odata::indexOutsideQuotes(text, u'#'); hasFragment && hash >= 0)
        text.truncate(hash);
    text.replace(u'#', "%23"_L1);
    const qsizetype mark = odata::indexOutsideQuotes(text, u'?');
    QString path = text.left(mark);
    if (const qsizetype open = path.indexOf(u'('); open >= 0) { // a slash inside of a key
        bool quotes = false;
        for (qsizetype i = open; i < path.size(); ++i) {
            quotes ^= path[i] == u'\'';
            if (quotes && (path[i] == u'/' || path[i] == u'?'))
                path.replace(i, 1, path[i] == u'/' ? "%2F"_L1 : "%3F"_L1);
        }
    }
    QByteArray encoded = QUrl(path, QUrl::TolerantMode).toEncoded();
    if (mark < 0)
        return encoded;
    QString query = text.sliced(mark + 1);
    if (typed) {
        query.replace("%23"_L1, "#"_L1);
        return encoded + '?' + typedQuery(query);
    }
    return encoded + '?' + query.replace(u'+', "%20"_L1).toUtf8();
}

Error refused(const QString &address, const QString &why)
{
    return {ErrorKind::Usage, u"%1 is not read: %2"_s.arg(address.left(300), why)};
}
} // namespace

Result<QUrl> readingAddress(const QString &typed, const QUrl &base)
{
    const QString text = typed.trimmed();
    const QString origin = base.toString(QUrl::FullyEncoded | QUrl::RemovePath | QUrl::RemoveQuery);
    const QString root = base.toString(QUrl::FullyEncoded | QUrl::RemoveQuery | QUrl::StripTrailingSlash);
    QString target = text;
    const qsizetype scheme = text.indexOf("://"_L1);
    const bool isWhole = scheme > 0 && std::all_of(text.cbegin(), text.cbegin() + scheme, [](QChar c) {
                             return c.isLetterOrNumber() || c == u'+' || c == u'.' || c == u'-';
                         });
    QByteArray address;
    if (isWhole) {
        const qsizetype path = text.indexOf(u'/', scheme + 3);
        const QUrl given(path < 0 ? text : text.first(path), QUrl::TolerantMode);
        if (!sameOrigin(given, base) || path < 0) {
            return fail(refused(redactedUrl(given), u"it is not an address of %1. Choose the environment it belongs "
                                                    u"to with --environment."_s.arg(origin)));
        }
        address = origin.toLatin1() + encodedTarget(text.sliced(path), true);
    } else {
        const bool hasRoot = !base.path().isEmpty() && text.startsWith(base.path() + u'/');
        const QString below = text.startsWith(u'/')             ? text
                              : text.startsWith("data/"_L1)     ? u'/' + text
                              : text.startsWith("metadata/"_L1) ? u'/' + text
                                                                : u"/data/"_s + text;
        address = (hasRoot ? origin : root).toLatin1() + encodedTarget(below, false);
    }
    const QUrl url = QUrl::fromEncoded(address, QUrl::TolerantMode).adjusted(QUrl::NormalizePathSegments);
    const QString path = url.path(QUrl::FullyEncoded).mid(base.path(QUrl::FullyEncoded).size());
    const bool isData = path.startsWith("/data/"_L1) || path.startsWith("/metadata/"_L1);
    HttpRequest request;
    request.url = url;
    if (!url.isValid() || !isData || path.endsWith("/data/"_L1) || changesSomething(request)) {
        return fail(refused(text, u"only what lies under %1/data and %1/metadata is. Give an entity set such as "
                                  u"CustomersV3, or a whole address of one."_s.arg(root)));
    }
    return url.adjusted(QUrl::StripTrailingSlash);
}

} // namespace waybill
