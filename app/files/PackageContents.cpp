#include "app/files/PackageContents.h"

#include "app/base/Text.h"
#include "app/files/TextEncoding.h"

#include <QXmlStreamReader>

#include <algorithm>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestManifest = 4 << 20;
constexpr qsizetype mostImported = 1'000;

/// The manifest as it stands in the package, and as text without its mark.
struct Manifest {
    QByteArray bytes;
    EncodingFinding encoding;
    QString text;
};

/// How a manifest is written; what is no UTF-8 and no UTF-16 is taken for Windows-1252.
EncodingFinding encodingOf(const QByteArray &bytes)
{
    EncodingFinding encoding = encodingOfBeginning(bytes);
    if (encoding == EncodingFinding() && !checkUtf8(bytes, false).valid)
        encoding.encoding = TextEncoding::Windows1252;
    return encoding;
}

Result<Manifest> manifestOf(ZipReader &zip)
{
    const qsizetype place = zip.find(u"Manifest.xml"_s);
    if (place < 0)
        return fail(ErrorKind::BadInput, text("The package has no Manifest.xml, or more than one."));
    const auto bytes = zip.bytes(place, largestManifest);
    if (!bytes)
        return fail(bytes.error());
    const EncodingFinding encoding = encodingOf(*bytes);
    const QByteArrayView rest = QByteArrayView(*bytes).sliced(encoding.bomBytes);
    const bool utf8 = encoding.encoding == TextEncoding::Utf8;
    if (utf8 && !checkUtf8(rest, false).valid)
        return fail(ErrorKind::BadInput,
                    text("The package's Manifest.xml says that it is UTF-8 and is not. Save it anew as UTF-8."));
    Manifest manifest{*bytes, encoding, decodeText(rest, encoding.encoding)};
    // Readers of text leave a second mark out, and every place behind it would be another one.
    if (manifest.text.startsWith(QChar::ByteOrderMark) || (utf8 && rest.startsWith("\xEF\xBB\xBF")))
        return fail(ErrorKind::BadInput,
                    text("The package's Manifest.xml begins with two byte order marks. Save it anew as UTF-8."));
    return manifest;
}

/// How many bytes of the manifest the characters from `begin` to `end` of its text are.
qsizetype bytesOf(const Manifest &manifest, qsizetype begin, qsizetype end)
{
    switch (manifest.encoding.encoding) {
    case TextEncoding::Utf8:
        return QStringView(manifest.text).sliced(begin, end - begin).toUtf8().size();
    case TextEncoding::Windows1252:
        return end - begin;
    case TextEncoding::Utf16Le:
    case TextEncoding::Utf16Be:
        break;
    }
    return 2 * (end - begin);
}

/// Where an element of the entity list stands in the manifest's text.
struct ElementPlace {
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
    else if (name == "inputfilepath"_L1)
        entity.file = value;
    else if (name == "disable"_L1)
        entity.disabled = isTrue(value);
}

/// `places` gets where the elements of the entities stand in the text.
Result<PackageContents> parse(const QString &manifest, QList<ElementPlace> &places)
{
    PackageContents contents;
    QXmlStreamReader xml(manifest);
    if (!xml.readNextStartElement() || !isNamed(xml, "DataManagementPackageManifest"_L1))
        return fail(ErrorKind::BadInput, text("The package's Manifest.xml is no manifest of a data package."));
    while (xml.readNextStartElement()) {
        if (isNamed(xml, "DefinitionGroupName"_L1)) {
            contents.definitionGroup = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        } else if (isNamed(xml, "PackageEntityList"_L1)) {
            qint64 before = xml.characterOffset();
            while (xml.readNextStartElement()) {
                if (contents.entities.size() >= mostImported)
                    return fail(ErrorKind::BadInput,
                                text("The package's Manifest.xml names more than %1 entities. Waybill reads no such "
                                     "package; make several of it.")
                                    .arg(mostImported));
                PackageEntity entity;
                while (xml.readNextStartElement())
                    readField(xml, entity);
                places.append({before, xml.characterOffset()});
                before = xml.characterOffset();
                contents.entities.append(entity);
            }
        } else {
            xml.skipCurrentElement();
        }
    }
    if (xml.hasError())
        return fail(
            ErrorKind::BadInput,
            text("Line %1 of the package's Manifest.xml is no XML: %2").arg(xml.lineNumber()).arg(xml.errorString()));
    return contents;
}

} // namespace

Result<PackageContents> readPackage(ZipReader &zip)
{
    const auto manifest = manifestOf(zip);
    if (!manifest)
        return fail(manifest.error());
    QList<ElementPlace> places;
    auto contents = parse(manifest->text, places);
    if (!contents)
        return contents;
    if (contents->entities.isEmpty())
        contents->troubles.append(text("The manifest names no entity."));
    else if (std::ranges::all_of(contents->entities, &PackageEntity::disabled))
        contents->troubles.append(text("The manifest disables every entity: nothing would be imported."));
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
    QList<ElementPlace> places;
    if (const auto contents = parse(manifest->text, places); !contents)
        return fail(contents.error());
    const QByteArrayView bytes = manifest->bytes;
    QByteArray kept;
    qsizetype from = 0;                                     // bytes before this one are kept or left out
    qsizetype begin = 0, end = manifest->encoding.bomBytes; // of the last entity's element, in bytes
    qsizetype character = 0;
    for (qsizetype i = 0; i < places.size(); ++i) {
        begin = end + bytesOf(*manifest, character, places[i].begin);
        end = begin + bytesOf(*manifest, places[i].begin, places[i].end);
        character = places[i].end;
        if (entities.contains(i))
            continue;
        kept += bytes.sliced(from, begin - from);
        from = end;
    }
    kept += bytes.sliced(from);
    // What told the encoding may have gone with an entity: the rest would be read as other text.
    const auto read = [&](const EncodingFinding &encoding) {
        return decodeText(QByteArrayView(kept).sliced(encoding.bomBytes), encoding.encoding);
    };
    if (read(encodingOf(kept)) != read(manifest->encoding))
        return fail(ErrorKind::BadInput,
                    text("Only a part of the package's Manifest.xml tells how it is written. Save it anew as UTF-8."));
    return kept;
}

} // namespace waybill
