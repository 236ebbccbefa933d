#include "app/files/RecordReader.h"
#include "app/files/CsvRecordReader.h"
#include "app/files/PayloadFormat.h"
#include "app/files/XmlRecordReader.h"

#include <QCoreApplication>

namespace waybill {

Result<std::unique_ptr<RecordReader>> openRecords(const QString &path, std::stop_token stop)
{
    const Result<PayloadFormat> format = detectFormat(path);
    if (!format)
        return fail(format.error());
    if (*format != PayloadFormat::Csv && *format != PayloadFormat::Xml)
        return fail(ErrorKind::BadInput, QCoreApplication::translate(
                                             "waybill::RecordReader",
                                             "The rows of this file cannot be read (%1). They can be for CSV and XML.")
                                             .arg(formatName(*format)));
    const Result<EncodingFinding> encoding = detectEncoding(path);
    if (!encoding)
        return fail(encoding.error());
    return *format == PayloadFormat::Xml ? openXmlRecords(path, *encoding, std::move(stop))
                                         : openCsvRecords(path, *encoding, std::move(stop));
}

} // namespace waybill
