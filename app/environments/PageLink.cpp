#include "app/environments/PageLink.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>
#include <QUrlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

QString withoutWrapping(const QString &pasted)
{
    static const QStringList pairs{u"\"\""_s, u"''"_s, u"``"_s, u"<>"_s, u"“”"_s, u"„“"_s, u"‘’"_s, u"«»"_s};
    QString text = pasted.trimmed();
    while (text.size() > 1 && pairs.contains(QString(text.front()) + text.back()))
        text = text.sliced(1).chopped(1).trimmed();
    return text;
}

QString legalEntityIn(const QString &link)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_-]{1,10}\\z"_s);
    const QUrlQuery query(QUrl(withoutWrapping(link)));
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (name.compare("cmp"_L1, Qt::CaseInsensitive) == 0 && plain.match(value).hasMatch())
            return value.toLower();
    }
    return {};
}

} // namespace waybill
