#include "app/files/FailingPackage.h"

#include "app/base/Text.h"
#include "app/files/PackageContents.h"
#include "app/files/UnpackedFile.h"
#include "app/files/ZipWriter.h"

#include <QFileInfo>
#include <QSet>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestHeader = 4 << 20;

/// One entity's rows into the package; how many they are.
Result<qint64> addEntity(ZipWriter &writer, ZipReader &zip, const PackageEntity &entity,
                         const std::vector<qint64> &numbers, std::stop_token stop)
{
    const auto data = UnpackedFile::take(zip, entity.entry, stop);
    if (!data)
        return fail(data.error());
    const auto rows = ScratchFile::make();
    if (!rows)
        return fail(rows.error());
    QFile &file = (*rows)->file();
    file.close();
    const auto written = writeFailingRows((*data)->path(), (*rows)->path(), numbers, ExistingFile::Replace, {}, stop);
    if (!written)
        return fail(written.error());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, text("The failing rows of %1 cannot be read back.").arg(entity.name),
                    file.errorString());
    const auto added = writer.add(zip.entries()[entity.entry].name, file);
    if (!added)
        return fail(added.error());
    return written->rows;
}

} // namespace

Result<WrittenRows> writeFailingPackage(const QString &source, const QString &target,
                                        const QMap<QString, std::vector<qint64>> &numbers, std::stop_token stop)
{
    if (numbers.isEmpty())
        return fail(ErrorKind::NotFound, text("No failing row is known, so there is nothing to save."));
    if (QFileInfo(target).exists() && QFileInfo(target).canonicalFilePath() == QFileInfo(source).canonicalFilePath())
        return fail(ErrorKind::Conflict, text("\"%1\" is the stored file itself. Choose another name.").arg(target));
    const auto zip = ZipReader::open(source);
    if (!zip)
        return fail(zip.error());
    const auto contents = readPackage(**zip);
    if (!contents)
        return fail(contents.error());
    const auto writer = ZipWriter::open(target);
    if (!writer)
        return fail(writer.error());
    WrittenRows all;
    QList<qsizetype> kept;
    QStringList missing = numbers.keys();
    QSet<qsizetype> files;
    for (qsizetype i = 0; i < contents->entities.size(); ++i) {
        const PackageEntity &entity = contents->entities[i];
        if (!numbers.contains(entity.name) || entity.entry < 0)
            continue;
        if (!missing.removeOne(entity.name))
            return fail(ErrorKind::BadInput,
                        text("The package's manifest names the entity \"%1\" twice.").arg(entity.name));
        if (files.contains(entity.entry))
            return fail(ErrorKind::BadInput,
                        text("The package's manifest names the data file \"%1\" for two entities.").arg(entity.file));
        files.insert(entity.entry);
        const auto rows = addEntity(**writer, **zip, entity, numbers[entity.name], stop);
        if (!rows)
            return fail(rows.error());
        all.rows += *rows;
        kept.append(i);
    }
    if (!missing.isEmpty())
        return fail(ErrorKind::NotFound,
                    text("The package has no entity \"%1\" with a data file.").arg(missing.first()));
    const auto manifest = manifestWithOnly(**zip, kept);
    if (!manifest)
        return fail(manifest.error());
    if (const auto added = (*writer)->add(u"Manifest.xml"_s, *manifest); !added)
        return fail(added.error());
    if (const qsizetype header = (*zip)->find(u"PackageHeader.xml"_s); header >= 0) {
        const auto bytes = (*zip)->bytes(header, largestHeader);
        if (!bytes)
            return fail(bytes.error());
        if (const auto added = (*writer)->add(u"PackageHeader.xml"_s, *bytes); !added)
            return fail(added.error());
    }
    const auto bytes = (*writer)->commit();
    if (!bytes)
        return fail(bytes.error());
    all.bytes = *bytes;
    return all;
}

} // namespace waybill
