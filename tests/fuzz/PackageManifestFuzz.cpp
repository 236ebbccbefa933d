#include "Input.h"

#include "app/files/FailingPackage.h"
#include "app/files/PackageContents.h"
#include "app/files/ZipWriter.h"

using namespace waybill;
using namespace waybill::fuzz;

namespace {

/// A sound package around the manifest, whose data files are those that the seeds name.
QString packageOf(const QByteArray &manifest, const QString &name)
{
    const QString path = folder() + u'/' + name;
    const auto zip = ZipWriter::open(path);
    HOLDS(zip);
    HOLDS((*zip)->add(QStringLiteral("Manifest.xml"), manifest));
    HOLDS((*zip)->add(QStringLiteral("PackageHeader.xml"), QByteArray("<DataManagementPackageHeader/>")));
    HOLDS((*zip)->add(QStringLiteral("Groups.csv"), QByteArray("ID,NAME\r\nA,a\r\nB,b\r\n")));
    HOLDS((*zip)->add(QStringLiteral("Terms.xml"), QByteArray("<Document><T><ID>1</ID></T></Document>")));
    HOLDS((*zip)->commit());
    return path;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString path = packageOf(bytesOf(data, size), QStringLiteral("package.zip"));
    const auto opened = ZipReader::open(path);
    HOLDS(opened);
    ZipReader &zip = **opened;
    const auto contents = readPackage(zip);
    HOLDS(contents || !contents.error().message.isEmpty());
    if (!contents)
        return 0;
    QMap<QString, std::vector<qint64>> rows;
    for (const PackageEntity &entity : contents->entities) {
        HOLDS(entity.entry >= -1 && entity.entry < zip.entries().size());
        if (entity.entry >= 0)
            rows.insert(entity.name, {1});
    }
    const QList<qsizetype> first = contents->entities.isEmpty() ? QList<qsizetype>() : QList<qsizetype>{0};
    if (const auto shorter = manifestWithOnly(zip, first)) {
        // Cut down, it is a manifest still, and holds what was kept.
        const auto reopened = ZipReader::open(packageOf(*shorter, QStringLiteral("shorter.zip")));
        HOLDS(reopened);
        const auto again = readPackage(**reopened);
        HOLDS(again && again->definitionGroup == contents->definitionGroup && again->entities.size() == first.size());
        HOLDS(first.isEmpty() || again->entities.first() == contents->entities.first());
    }
    const auto written = writeFailingPackage(path, folder() + QStringLiteral("/failing.zip"), rows);
    HOLDS(written || !written.error().message.isEmpty());
    return 0;
}
