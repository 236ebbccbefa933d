#include "app/packages/PackageManifest.h"

#include "app/base/Text.h"
#include "app/files/EntryStream.h"
#include "app/packages/EntryNames.h"
#include "app/packages/ManifestReading.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestManifest = 64 << 20;

bool isOfPackage(const QString &name, QLatin1StringView file)
{
    return name.sliced(name.lastIndexOf(u'/') + 1).compare(file, Qt::CaseInsensitive) == 0;
}

/// The manifest's word on how a file is written, where its name does not tell.
DataFileKind kindOfFormat(const QString &format, DataFileKind byName)
{
    if (byName != DataFileKind::Binary && byName != DataFileKind::Text)
        return byName;
    if (format.startsWith("XML"_L1, Qt::CaseInsensitive))
        return DataFileKind::Xml;
    return format.startsWith("CSV"_L1, Qt::CaseInsensitive) ? DataFileKind::Csv : byName;
}

/// Joins the entities with their files and says what will go wrong at an import.
void join(const EntryNames &names, PackageInside &inside)
{
    QList<ManifestEntity> &entities = inside.manifest->entities;
    if (entities.isEmpty())
        inside.troubles.append(text("The manifest names no entity."));
    else if (std::ranges::all_of(entities, &ManifestEntity::disabled))
        inside.troubles.append(text("The manifest disables every entity: nothing would be imported."));
    for (qsizetype i = 0; i < entities.size(); ++i) {
        ManifestEntity &entity = entities[i];
        entity.entry = names.find(entity.file);
        if (entity.entry < 0) {
            inside.troubles.append(
                text("The data file \"%1\" of %2 is not in the package.").arg(entity.file, entity.name));
        } else if (PackageFile &file = inside.files[entity.entry]; file.entity >= 0) {
            inside.troubles.append(text("%1 and %2 have one data file, \"%3\".")
                                       .arg(entities[file.entity].name, entity.name, entity.file));
        } else {
            file.entity = i;
            file.kind = kindOfFormat(entity.format, file.kind);
        }
        if (entity.fields.isEmpty())
            inside.troubles.append(
                text("%1 has no mapped fields in the manifest: nothing of it would be imported, without an error.")
                    .arg(entity.name));
    }
}

} // namespace

QList<qsizetype> PackageManifest::runOrder() const
{
    QList<qsizetype> order(entities.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [this](qsizetype i) {
        return std::tuple(entities[i].unit, entities[i].level, entities[i].sequence);
    });
    return order;
}

QString dataFileWord(DataFileKind kind)
{
    constexpr std::array<QLatin1StringView, 6> words = {"csv"_L1,  "xml"_L1,     "excel"_L1,
                                                        "text"_L1, "archive"_L1, "binary"_L1};
    return words[std::size_t(kind)];
}

DataFileKind kindOfName(const QString &name)
{
    static const QHash<QString, DataFileKind> kinds = {
        {u"csv"_s, DataFileKind::Csv},    {u"xml"_s, DataFileKind::Xml},    {u"xlsx"_s, DataFileKind::Excel},
        {u"xlsm"_s, DataFileKind::Excel}, {u"txt"_s, DataFileKind::Text},   {u"json"_s, DataFileKind::Text},
        {u"log"_s, DataFileKind::Text},   {u"md"_s, DataFileKind::Text},    {u"htm"_s, DataFileKind::Text},
        {u"html"_s, DataFileKind::Text},  {u"xsl"_s, DataFileKind::Text},   {u"xslt"_s, DataFileKind::Text},
        {u"xsd"_s, DataFileKind::Text},   {u"zip"_s, DataFileKind::Archive}};
    if (isOfPackage(name, "Manifest.xml"_L1) || isOfPackage(name, "PackageHeader.xml"_L1))
        return DataFileKind::Text;
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot < 0 ? DataFileKind::Binary : kinds.value(name.sliced(dot + 1).toLower(), DataFileKind::Binary);
}

Result<PackageInside> lookInside(const ArchiveListing &zip, const std::stop_token &stop)
{
    PackageInside inside;
    inside.files.reserve(qsizetype(zip.entries().size()));
    for (const ArchiveEntry &entry : zip.entries())
        inside.files.append({entry.name, entry.bytes, entry.packed, entry.isFile(), kindOfName(entry.name), -1});
    const EntryNames names(zip);
    const auto read = [&](const QString &name, const auto &reader, auto &into, qsizetype &at) -> Result<bool> {
        const qsizetype place = names.find(name);
        if (place < 0)
            return false;
        const auto bytes = entryBytes(zip, place, longestManifest, stop);
        if (!bytes && bytes.error().kind != ErrorKind::BadInput)
            return fail(bytes.error());
        auto part = bytes ? reader(*bytes) : decltype(reader(QByteArray()))(fail(bytes.error()));
        if (part) {
            into = std::move(*part);
            at = place;
        } else {
            inside.troubles.append(part.error().message);
        }
        return true;
    };
    const auto hasManifest = read(u"Manifest.xml"_s, readManifest, inside.manifest, inside.manifestEntry);
    if (!hasManifest)
        return fail(hasManifest.error());
    const auto hasHeader = read(u"PackageHeader.xml"_s, readPackageHeader, inside.header, inside.headerEntry);
    if (!hasHeader)
        return fail(hasHeader.error());
    if (inside.manifest)
        join(names, inside);
    if (*hasManifest && !*hasHeader)
        inside.troubles.append(text("The package has no PackageHeader.xml."));
    if (*hasHeader && !*hasManifest)
        inside.troubles.append(text("The package has no Manifest.xml, or more than one."));
    return inside;
}

Result<PackageInside> lookInside(const QString &path, const std::stop_token &stop)
{
    const auto zip = ArchiveListing::read(path, {}, stop);
    if (!zip)
        return fail(zip.error());
    return lookInside(*zip, stop);
}

} // namespace waybill
