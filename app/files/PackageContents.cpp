#include "app/files/PackageContents.h"

#include "app/files/TextEncoding.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestManifest = 4 << 20;

QString text(const char *source)
{
    return QCoreApplication::translate("waybill::PackageContents", source);
}

/// The manifest as text, and how it is written.
struct Manifest {
    QString text;
    EncodingFinding encoding;
    QByteArray mark;
};

Result<Manifest> manifestOf(ZipReader &zip)
{
    const qsizetype place = zip.find(u"Manifest.xml"_s);
    if (place < 0)
        return fail(ErrorKind::BadInput, text("The package has no Manifest.xml, or more than one."));
    const auto bytes = zip.bytes(place, largestManifest);
    if (!bytes)
        return fail(bytes.error());
    const EncodingFinding encoding = encodingOfBeginning(*bytes);
    return Manifest{decodeText(QByteArrayView(*bytes).sliced(encoding.bomBytes), encoding.encoding), encoding,
                    bytes->first(encoding.bomBytes)};
}

/// Where an element of the entity list stands in the manifest's text.
struct Range {
    qint64 begin = 0;
    qint64 end = 0;
};

bool isNamed(const QXmlStreamReader &xml, QLatin1StringView name)
{
    return xml.name().compare(name, Qt::CaseInsensitive) == 0;
}

void readField(QXmlStreamReader &xml, PackageEntity &entity)
{
    const auto isTrue = [](const QString &word) {
        return word.compare("yes"_L1, Qt::CaseInsensitive) == 0 || word.compare("true"_L1, Qt::CaseInsensitive) == 0 ||
               word == "1"_L1;
    };
    const QString name = xml.name().toString().toLower();
    if (name == "entitymaplist"_L1) {
        while (xml.readNextStartElement()) {
            entity.mapped = true;
            xml.skipCurrentElement();
        }
        return;
    }
    const QString value = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
    if (name == "entityname"_L1)
        entity.name = value;
    else if (name == "targetentity"_L1)
        entity.target = value;
    else if (name == "inputfilepath"_L1)
        entity.file = value;
    else if (name == "sourceformat"_L1)
        entity.format = value;
    else if (name == "disable"_L1)
        entity.disabled = isTrue(value);
}

/// `ranges` gets the places of the entities' elements in the text.
Result<PackageContents> parse(const QString &manifest, QList<Range> &ranges)
{
    PackageContents contents;
    QXmlStreamReader xml(manifest);
    if (!xml.readNextStartElement() || !isNamed(xml, "DataManagementPackageManifest"_L1))
        return fail(ErrorKind::BadInput, text("The package's Manifest.xml is no manifest of a data package."));
    while (xml.readNextStartElement()) {
        if (isNamed(xml, "DefinitionGroupName"_L1)) {
            contents.definitionGroup = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        } else if (isNamed(xml, "Description"_L1)) {
            contents.description = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        } else if (isNamed(xml, "PackageEntityList"_L1)) {
            qint64 before = xml.characterOffset();
            while (xml.readNextStartElement()) {
                PackageEntity entity;
                while (xml.readNextStartElement())
                    readField(xml, entity);
                ranges.append({before, xml.characterOffset()});
                before = xml.characterOffset();
                contents.entities.append(entity);
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    if (xml.hasError())
        return fail(ErrorKind::BadInput,
                    text("Line %1 of the package's Manifest.xml is no XML: %2").arg(xml.lineNumber()).arg(xml.errorString()));
    return contents;
}

} // namespace

Result<PackageContents> readPackage(ZipReader &zip)
{
    const auto manifest = manifestOf(zip);
    if (!manifest)
        return fail(manifest.error());
    QList<Range> ranges;
    auto contents = parse(manifest->text, ranges);
    if (!contents)
        return contents;
    if (contents->entities.isEmpty())
        contents->troubles.append(text("The manifest names no entity."));
    for (PackageEntity &entity : contents->entities) {
        entity.entry = zip.find(entity.file);
        if (entity.entry < 0)
            contents->troubles.append(
                text("The data file \"%1\" of %2 is not in the package.").arg(entity.file, entity.name));
        if (!entity.mapped)
            contents->troubles.append(
                text("%1 has no mapped fields in the manifest: nothing of it would be imported, without an error.")
                    .arg(entity.name));
    }
    if (zip.find(u"PackageHeader.xml"_s) < 0)
        contents->troubles.append(text("The package has no PackageHeader.xml."));
    return contents;
}

Result<PackageContents> readPackage(const QString &path)
{
    const auto zip = ZipReader::open(path);
    if (!zip)
        return fail(zip.error());
    return readPackage(**zip);
}

Result<QByteArray> manifestWithOnly(ZipReader &zip, const QList<qsizetype> &entities)
{
    const auto manifest = manifestOf(zip);
    if (!manifest)
        return fail(manifest.error());
    QList<Range> ranges;
    if (const auto contents = parse(manifest->text, ranges); !contents)
        return fail(contents.error());
    QString kept = manifest->text;
    for (qsizetype i = ranges.size() - 1; i >= 0; --i) {
        if (!entities.contains(i))
            kept.remove(ranges[i].begin, ranges[i].end - ranges[i].begin);
    }
    const bool wide = manifest->encoding.encoding == TextEncoding::Utf16Le;
    if (manifest->encoding.encoding == TextEncoding::Utf16Be)
        return fail(ErrorKind::BadInput, text("The package's Manifest.xml is written in an unusual encoding."));
    return manifest->mark + (wide ? QByteArray(reinterpret_cast<const char *>(kept.utf16()), kept.size() * 2)
                                  : kept.toUtf8());
}

} // namespace waybill
