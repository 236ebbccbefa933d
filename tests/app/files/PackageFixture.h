#pragma once

#include "app/files/ZipWriter.h"

#include <QList>

#include <utility>

namespace waybill::tests {

/// One file of a package that a test makes.
struct PackedFile {
    QString name;
    QByteArray content;
};

inline QByteArray header()
{
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<DataManagementPackageHeader "
           "xmlns=\"http://schemas.microsoft.com/dynamics/2015/01/DataManagement\"><PackageType>DefinitionGroup"
           "</PackageType><PackageVersion>2</PackageVersion></DataManagementPackageHeader>\r\n";
}

/// A manifest of these entities: label and data file.
inline QByteArray manifest(const QList<std::pair<QByteArray, QByteArray>> &entities, bool mapped = true)
{
    QByteArray xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<DataManagementPackageManifest "
                     "xmlns=\"http://schemas.microsoft.com/dynamics/2015/01/DataManagement\">\r\n"
                     "  <DefinitionGroupName>Łódź</DefinitionGroupName>\r\n  <PackageEntityList>\r\n";
    for (const auto &[label, file] : entities) {
        xml += "    <DataManagementPackageEntityData><Disable>No</Disable><EntityMapList>" +
               QByteArray(mapped ? "<EntityMap><EntityField>A</EntityField><XMLField>A</XMLField></EntityMap>" : "") +
               "</EntityMapList><EntityName>" + label + "</EntityName><TargetEntity>T</TargetEntity><InputFilePath>" +
               file + "</InputFilePath><SourceFormat>CSV</SourceFormat></DataManagementPackageEntityData>\r\n";
    }
    return xml + "  </PackageEntityList>\r\n</DataManagementPackageManifest>\r\n";
}

inline void writeZip(const QString &path, const QList<PackedFile> &files)
{
    const auto zip = ZipWriter::open(path);
    if (!zip)
        qFatal("cannot write the zip");
    for (const PackedFile &one : files) {
        if (!(*zip)->add(one.name, one.content))
            qFatal("cannot write into the zip");
    }
    if (!(*zip)->commit())
        qFatal("cannot end the zip");
}

/// Customers and vendors, of which both know the key `K-9`.
inline QString samplePackage(const QString &path)
{
    writeZip(path, {{QStringLiteral("Manifest.xml"),
                     manifest({{"Customers V3", "Customers V3.csv"}, {"Vendors V2", "Vendors V2.csv"}})},
                    {QStringLiteral("PackageHeader.xml"), header()},
                    {QStringLiteral("Customers V3.csv"), "ACCOUNT,NAME\r\nUS-1,a\r\nUS-2,b\r\nK-9,c\r\nUS-4,d\r\n"},
                    {QStringLiteral("Vendors V2.csv"), "VENDOR,NAME\r\nV-1,a\r\nK-9,b\r\nV-3,c\r\n"}});
    return path;
}

} // namespace waybill::tests
