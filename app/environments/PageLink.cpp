#include "app/environments/PageLink.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

QString legalEntityIn(const QString &link)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_-]{1,10}\\z"_s);
    const QUrlQuery query(QUrl(link.trimmed()));
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (name.compare("cmp"_L1, Qt::CaseInsensitive) == 0 && plain.match(value).hasMatch())
            return value.toLower();
    }
    return {};
}

} // namespace waybill
