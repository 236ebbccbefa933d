#include "app/practice/data/package/Manifest.h"

#include <QXmlStreamReader>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

bool isYes(const QString &text)
{
    const QString word = text.trimmed();
    return word.compare("Yes"_L1, Qt::CaseInsensitive) == 0 || word.compare("true"_L1, Qt::CaseInsensitive) == 0 ||
           word == "1"_L1;
}

std::pair<QString, QString> readMapEntry(QXmlStreamReader &xml)
{
    std::pair<QString, QString> entry;
    while (xml.readNextStartElement()) {
        if (xml.name() == "EntityField"_L1)
            entry.first = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        else if (xml.name() == "XMLField"_L1)
            entry.second = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        else
            xml.skipCurrentElement();
    }
    return entry;
}

void readMap(QXmlStreamReader &xml, PackagedEntity &entity)
{
    while (xml.readNextStartElement()) {
        if (xml.name() == "EntityMap"_L1)
            entity.map.append(readMapEntry(xml));
        else
            xml.skipCurrentElement();
    }
}

void setValue(PackagedEntity &entity, const QString &name, const QString &text)
{
    if (name == "EntityName"_L1)
        entity.label = text;
    else if (name == "InputFilePath"_L1)
        entity.file = text;
    else if (name == "SourceFormat"_L1)
        entity.format = text;
    else if (name == "Disable"_L1)
        entity.isDisabled = isYes(text);
    else if (name == "FailExecutionUnitOnError"_L1)
        entity.failsUnit = isYes(text);
    else if (name == "FailLevelOnError"_L1)
        entity.failsLevel = isYes(text);
    else if (name == "ExecutionUnit"_L1)
        entity.unit = text.toInt();
    else if (name == "LevelInExecutionUnit"_L1)
        entity.level = text.toInt();
    else if (name == "SequenceInLevel"_L1)
        entity.sequence = text.toInt();
}

PackagedEntity readEntity(QXmlStreamReader &xml)
{
    PackagedEntity entity;
    while (xml.readNextStartElement()) {
        const QString name = xml.name().toString();
        if (name == "EntityMapList"_L1)
            readMap(xml, entity);
        else
            setValue(entity, name, xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed());
    }
    return entity;
}

void readEntities(QXmlStreamReader &xml, Manifest &manifest)
{
    while (xml.readNextStartElement()) {
        if (xml.name() == "DataManagementPackageEntityData"_L1)
            manifest.entities.append(readEntity(xml));
        else
            xml.skipCurrentElement();
    }
}

} // namespace

Manifest readManifest(const QByteArray &bytes)
{
    Manifest manifest;
    QXmlStreamReader xml(bytes);
    if (xml.readNextStartElement() && xml.name() != "DataManagementPackageManifest"_L1)
        xml.raiseError(u"its root is '%1', not 'DataManagementPackageManifest'"_s.arg(xml.name()));
    while (xml.readNextStartElement()) {
        if (xml.name() == "DefinitionGroupName"_L1)
            manifest.dataProject = xml.readElementText(QXmlStreamReader::SkipChildElements).trimmed();
        else if (xml.name() == "PackageEntityList"_L1)
            readEntities(xml, manifest);
        else
            xml.skipCurrentElement();
    }
    if (xml.hasError())
        manifest.problem = u"Manifest.xml of the package cannot be read: %1 (line %2)."_s.arg(
            xml.errorString(), QString::number(xml.lineNumber()));
    std::stable_sort(manifest.entities.begin(), manifest.entities.end(), [](const auto &a, const auto &b) {
        return std::tie(a.unit, a.level, a.sequence) < std::tie(b.unit, b.level, b.sequence);
    });
    return manifest;
}

} // namespace practice
