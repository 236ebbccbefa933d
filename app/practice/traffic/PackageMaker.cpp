#include "app/practice/traffic/PackageMaker.h"

#include "app/practice/traffic/ManifestText.h"
#include "app/practice/traffic/ZipWriter.h"

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr int rowsOfOthers = 10;

QStringList labelsOf(const FileOrder &order)
{
    const QString list = order.entity.section(u':', 1);
    if (list.isEmpty())
        return {u"Customer groups"_s, u"Customers V3"_s};
    QStringList labels;
    for (const QString &label : list.split(u','))
        labels << label.trimmed();
    return labels;
}

QString fileNameOf(const QString &label, SourceFormat format)
{
    const bool isXml = format == SourceFormat::XmlElement || format == SourceFormat::XmlAttribute;
    return label + (isXml ? u".xml"_s : u".csv"_s);
}

} // namespace

bool isPackage(const FileOrder &order)
{
    return order.entity == "package"_L1 || order.entity.startsWith("package:"_L1);
}

MadeFile makePackage(const FileOrder &order)
{
    const QStringList labels = labelsOf(order);
    const SourceFormat format = order.format == SourceFormat::ByContent ? SourceFormat::Csv : order.format;
    ZipWriter zip;
    Pools pools;
    QList<ManifestEntity> manifest;
    for (const QString &label : labels) {
        const bool isLast = label == labels.constLast();
        FileOrder one{label, isLast ? order.rows : rowsOfOthers, isLast ? order.bad : Causes(), order.seed, format};
        const MadeFile file = makeFile(one, pools);
        if (!file.problem.isEmpty())
            return file;
        const QString name = fileNameOf(label, format);
        if (!isLast || !has(order.bad, Cause::MissingFile))
            zip.add(name, file.bytes);
        manifest.append({label, name, nameOf(format), int(manifest.size()) + 1,
                         isLast && has(order.bad, Cause::NoMap)});
        addKeysTo(pools, one);
    }
    zip.add(u"Manifest.xml"_s, manifestText(manifest));
    zip.add(u"PackageHeader.xml"_s, packageHeaderText());
    const QByteArray bytes = zip.finish();
    return {bytes, bytes.isEmpty() ? u"The package could not be written."_s : QString()};
}

} // namespace practice
