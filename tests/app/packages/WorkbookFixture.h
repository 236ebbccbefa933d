#pragma once

#include "tests/app/files/PackageFixture.h"

#include <QFile>

namespace waybill::tests {

/// A workbook of these sheets (name and what stands in `sheetData`), shared texts and styles.
inline QByteArray workbookBytes(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &sheets,
                                const QByteArray &sharedTexts = {}, const QByteArray &styles = {},
                                const QByteArray &properties = {})
{
    QByteArray names, relations;
    QList<PackedFile> files;
    for (qsizetype i = 0; i < sheets.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        names += "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
        relations += "<Relationship Id=\"rId" + number + "\" Target=\"worksheets/part" + number + ".xml\"/>";
        files.append({QStringLiteral("xl/worksheets/part%1.xml").arg(i + 1),
                      "<?xml version=\"1.0\"?><worksheet><sheetData>" + sheets[i].second + "</sheetData></worksheet>"});
    }
    files.prepend({QStringLiteral("xl/workbook.xml"), "<x:workbook xmlns:x=\"m\" xmlns:r=\"r\">" + properties +
                                                          "<sheets>" + names + "</sheets></x:workbook>"});
    files.append({QStringLiteral("xl/_rels/workbook.xml.rels"), "<Relationships>" + relations + "</Relationships>"});
    if (!sharedTexts.isEmpty())
        files.append({QStringLiteral("xl/sharedStrings.xml"), "<sst>" + sharedTexts + "</sst>"});
    if (!styles.isEmpty())
        files.append({QStringLiteral("xl/styles.xml"), "<styleSheet>" + styles + "</styleSheet>"});
    writeZip(path, files);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read the workbook");
    return file.readAll();
}

} // namespace waybill::tests
