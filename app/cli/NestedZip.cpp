#include "app/cli/NestedZip.h"

#include "app/cli/Output.h"
#include "app/packages/EntryContent.h"
#include "app/packages/EntryNames.h"

#include <QDir>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Names the entry, and not the file that it was unpacked to.
Error namedAs(Error error, const ZipToRead &zip, const QString &entry)
{
    if (!zip.holder) // errors name a file of the disk themselves
        return error;
    error.message.replace(QDir::toNativeSeparators(zip.path), plainLine(entry));
    error.message = u"“%1” in the package: %2"_s.arg(plainLine(entry), error.message);
    return error;
}
} // namespace

void declareNesting(Syntax &syntax, QStringList *inside)
{
    syntax.list("--in", "ENTRY", "Look into this zip in it; once more for one that lies in that", inside);
}

Result<ZipToRead> openNested(const QString &file, const QStringList &inside, const std::stop_token &stop,
                             const ArchiveLimits &limits)
{
    ZipToRead zip{file, {}};
    QString name = file;
    for (qsizetype depth = 0; depth < inside.size(); ++depth) {
        const auto listing = ArchiveListing::read(zip.path, limits, stop);
        if (!listing)
            return fail(namedAs(listing.error(), zip, name));
        const qsizetype entry = EntryNames(*listing).find(inside[depth]);
        if (entry < 0)
            return fail(ErrorKind::NotFound, u"There is no file “%1” in %2, or more than one. See waybill-cli package "
                                             u"list."_s.arg(plainLine(inside[depth]), plainLine(name)));
        auto nested = takeNested(zip.path, entry, int(depth), stop);
        if (!nested)
            return fail(namedAs(nested.error(), zip, name));
        name = inside[depth];
        zip.path = (*nested)->path();
        zip.holder = std::move(*nested);
    }
    if (zip.holder) {
        if (const auto known = ArchiveListing::read(zip.path, limits, stop); !known)
            return fail(namedAs(known.error(), zip, name));
    }
    return zip;
}

} // namespace waybill
