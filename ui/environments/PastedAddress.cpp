#include "ui/environments/PastedAddress.h"

#include "app/environments/PageLink.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct PastedText {
    Q_DECLARE_TR_FUNCTIONS(PastedAddress)
};

bool isAddressOfThisComputer(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}
} // namespace

Result<PastedAddress> pastedAddress(const QString &text)
{
    QString address = withoutWrapping(text.simplified());
    if (address.isEmpty())
        return fail(ErrorKind::BadInput, PastedText::tr("Paste the address of F&O, or the link of any page of it."));
    static const QRegularExpression scheme(u"\\A[A-Za-z][A-Za-z0-9+.-]*://"_s);
    const bool bare = !scheme.match(address).hasMatch();
    if (bare)
        address.prepend("https://"_L1);
    const auto url = environmentAddress(address);
    if (!url)
        return fail(url.error());
    static const QRegularExpression dotted(u"[.:]|\\Alocalhost\\z"_s);
    if (!dotted.match(url->host()).hasMatch())
        return fail(ErrorKind::BadInput, PastedText::tr("“%1” is not the address of a site. It looks like "
                                                        "https://contoso.operations.dynamics.com.")
                                             .arg(text.simplified().left(100)));
    PastedAddress pasted{*url, {}, {}};
    const QUrl page(address);
    const QUrlQuery query(page);
    for (const auto &[key, value] : query.queryItems(QUrl::FullyDecoded)) {
        static const QRegularExpression company(u"\\A[A-Za-z0-9_-]{1,20}\\z"_s);
        if (key.compare("cmp"_L1, Qt::CaseInsensitive) == 0 && company.match(value).hasMatch())
            pasted.company = value;
    }
    const QString kept = pasted.url.toString();
    const bool cut = page.hasQuery() || page.hasFragment() || page.path().size() > url->path().size() + 1;
    if (cut)
        pasted.told =
            pasted.company.isEmpty()
                ? PastedText::tr("Of the page's link, %1 is kept.").arg(kept)
                : PastedText::tr("Of the page's link, %1 and its company %2 are kept.").arg(kept, pasted.company);
    else if (bare)
        pasted.told = PastedText::tr("Taken as %1.").arg(kept);
    return pasted;
}

EnvironmentKind likelyKind(const QUrl &url)
{
    const QString host = url.host();
    if (!url.path().isEmpty())
        return EnvironmentKind::OnPremises;
    if (isAddressOfThisComputer(host))
        return EnvironmentKind::Practice;
    if (host.contains(".cloudax."_L1) || host.contains(".axcloud."_L1) || host.contains("devaos"_L1))
        return EnvironmentKind::Development;
    if (host.contains(".sandbox."_L1))
        return EnvironmentKind::Sandbox;
    if (host.contains(".operations."_L1))
        return EnvironmentKind::Production;
    return EnvironmentKind::Test;
}

QString likelyName(const QUrl &url, const QStringList &taken)
{
    const bool numbers = !QHostAddress(url.host()).isNull();
    const QString first = numbers || url.host().isEmpty() ? url.authority() : url.host().section(u'.', 0, 0);
    return freeName(first, taken);
}

QString freeName(const QString &wanted, const QStringList &taken)
{
    QString name = wanted;
    for (int number = 2; taken.contains(name); ++number)
        name = u"%1 %2"_s.arg(wanted).arg(number);
    return name;
}

} // namespace waybill
