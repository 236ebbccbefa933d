#include "app/catalogue/EntityResolution.h"

#include "app/catalogue/Utf8.h"

#include <functional>
#include <string_view>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNamed = 10;

bool isSame(std::string_view found, const QString &wanted)
{
    // Another case may take another number of bytes, but never so many.
    return !found.empty() && qsizetype(found.size()) <= 3 * wanted.size() &&
           textOf(found).compare(wanted, Qt::CaseInsensitive) == 0;
}

Result<ResolvedSet> oneOf(const Catalogue &catalogue, const QList<qsizetype> &found, const QString &text,
                          const QString &how)
{
    if (found.size() == 1) {
        const QString name = catalogue.set(found.first()).name;
        return ResolvedSet{name, u"“%1” is %2 %3, which is used."_s.arg(text, how, name)};
    }
    QStringList names;
    for (const qsizetype set : found.first(std::min(found.size(), mostNamed)))
        names.append(catalogue.set(set).name);
    if (found.size() > mostNamed)
        names.append(u"and %1 more"_s.arg(found.size() - mostNamed));
    return fail(ErrorKind::BadInput, u"“%1” is %2 %3 entity sets. Give the name of one: %4."_s.arg(
                                         text, how, QString::number(found.size()), names.join(u", "_s)));
}

} // namespace

Result<ResolvedSet> resolveEntitySet(const Catalogue &catalogue, const LabelStore &labels, const QString &text)
{
    if (catalogue.indexOf(text))
        return ResolvedSet{text, {}};
    const QString wanted = text.trimmed();
    using Is = std::function<bool(const Catalogue::View &)>;
    const auto hasLabel = [&](const Catalogue::View &view) {
        if (isSame(view.label, wanted))
            return true;
        if (view.labelId.empty())
            return false;
        const QStringList texts = labels.texts(textOf(view.labelId));
        return texts.contains(wanted, Qt::CaseInsensitive);
    };
    const std::pair<QString, Is> ways[] = {
        {u"written"_s, [&](const Catalogue::View &view) { return isSame(view.name, wanted); }},
        {u"the public name of"_s, [&](const Catalogue::View &view) { return isSame(view.publicName, wanted); }},
        {u"the data-management name of"_s,
         [&](const Catalogue::View &view) { return isSame(view.dataManagementName, wanted); }},
        {u"a label of"_s, hasLabel},
    };
    for (const auto &[how, is] : ways) {
        QList<qsizetype> found;
        for (qsizetype i = 0; !wanted.isEmpty() && i < catalogue.size(); ++i) {
            if (is(catalogue.view(i)))
                found.append(i);
        }
        if (!found.isEmpty())
            return oneOf(catalogue, found, text, how);
    }
    return fail(ErrorKind::NotFound, u"There is no entity set “%1” here, and none with that public name, "
                                     u"data-management name or label."_s.arg(text));
}

} // namespace waybill
