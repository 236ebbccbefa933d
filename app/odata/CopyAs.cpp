#include "app/odata/CopyAs.h"

#include "app/http/Redaction.h"

#include <QRegularExpression>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Of letters that every program takes, and nobody's secret in it.
QString address(const QUrl &url)
{
    return QString::fromLatin1(QUrl(redactedUrl(url)).toEncoded());
}

/// In single quotes, with what stands for one inside of them.
QString inQuotes(QString text, const QString &quote)
{
    return u'\'' + text.replace(u'\'', quote) + u'\'';
}

QString asCurl(const QString &url)
{
    return u"curl --fail --compressed -H 'Accept: application/json' -H \"Authorization: Bearer $TOKEN\" "_s +
           inQuotes(url, uR"('\'')"_s) + u'\n';
}

QString asPowerShell(const QString &url)
{
    return uR"($headers = @{ Authorization = "Bearer $env:TOKEN"; Accept = 'application/json' }
$url = %1
$rows = while ($url) {
    $page = Invoke-RestMethod -Uri $url -Headers $headers
    $page.value
    $url = $page.'@odata.nextLink'
}
$rows
)"_s.replace("%1"_L1, inQuotes(url, u"''"_s));
}

QString asPython(const QString &url)
{
    return uR"(import json
import os
import urllib.request

headers = {"Authorization": "Bearer " + os.environ["TOKEN"], "Accept": "application/json"}
url = %1
rows = []
while url:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        page = json.load(answer)
    rows += page["value"]
    url = page.get("@odata.nextLink")
print(len(rows), "rows")
)"_s.replace("%1"_L1, inQuotes(url, uR"(\')"_s));
}

QString asPowerQuery(QString url)
{
    return uR"(let
    Source = OData.Feed("%1", null, [Implementation = "2.0"])
in
    Source
)"_s.replace("%1"_L1, url.replace(u'"', u"\"\""_s));
}
/// Without a user's name and password; a sign in the path or query is none of theirs.
QString withoutUser(QString address)
{
    static const QRegularExpression user(u"\\A(https?://)[^/?#]*@"_s);
    return address.replace(user, u"\\1"_s);
}
} // namespace

QString copiedAs(CopyFormat format, const QUrl &url)
{
    switch (format) {
    case CopyFormat::Url:
        break;
    case CopyFormat::Curl:
        return asCurl(address(url));
    case CopyFormat::PowerShell:
        return asPowerShell(address(url));
    case CopyFormat::Python:
        return asPython(address(url));
    case CopyFormat::PowerQuery:
        return asPowerQuery(address(url));
    }
    return address(url);
}

QString addressIn(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (!trimmed.startsWith("curl"_L1))
        return trimmed.startsWith("http://"_L1) || trimmed.startsWith("https://"_L1) ? withoutUser(trimmed) : QString();
    // In quotes of a shell or bare; an address may hold quotes of the other kind.
    static const QRegularExpression found(
        uR"re('(https?://(?:[^']|'\\'')*)'|"(https?://[^"]*)"|(?<=\s)(https?://[^\s'"]+))re"_s);
    const auto match = found.match(trimmed);
    QString address = match.captured(1) + match.captured(2) + match.captured(3);
    address.replace(uR"('\'')"_s, u"'"_s);
    return withoutUser(address);
}

} // namespace waybill
