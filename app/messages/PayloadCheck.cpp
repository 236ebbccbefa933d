#include "app/messages/PayloadCheck.h"

#include "app/files/PackageContents.h"
#include "app/files/PayloadFormat.h"

#include <QFileInfo>

namespace waybill {

using namespace Qt::StringLiterals;

PayloadFinding inspectPayload(const QString &path, const DataJob &job)
{
    PayloadFinding finding;
    const auto format = detectFormat(path);
    if (!format || *format == PayloadFormat::Unknown)
        return finding; // what cannot be told is not spoken of
    const QString file = QFileInfo(path).fileName();
    const bool zip = *format == PayloadFormat::DataPackage || *format == PayloadFormat::OtherZip;
    if (!job.package) {
        if (zip)
            finding.trouble = u"“%1” is a zip (%2), and the job “%3” takes single files. Choose a job for data packages, or unpack it."_s
                                  .arg(file, formatName(*format), job.name);
        if (*format == PayloadFormat::Excel)
            finding.note = u"“%1” is an Excel workbook: F&O imports it only if the data project behind “%2” takes the format EXCEL.\nIf it does not, save the sheet as CSV and push that. Waybill does not read workbooks: should rows fail, it tells their causes, but not their lines."_s
                               .arg(file, job.name);
        return finding;
    }
    if (*format != PayloadFormat::DataPackage) {
        finding.trouble = *format == PayloadFormat::OtherZip
                              ? u"“%1” is a zip without Manifest.xml, and the job “%2” takes data packages."_s.arg(file, job.name)
                              : u"“%1” is a single file (%2), and the job “%3” takes data packages. Choose a job for single files."_s
                                    .arg(file, formatName(*format), job.name);
        return finding;
    }
    const auto contents = readPackage(path);
    if (!contents) {
        finding.trouble = contents.error().message;
        return finding;
    }
    for (const PackageEntity &entity : contents->entities)
        finding.entities.append(entity.name);
    finding.trouble = contents->troubles.join(u' ');
    return finding;
}

} // namespace waybill
