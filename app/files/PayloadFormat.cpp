#include "app/files/PayloadFormat.h"
#include "app/files/TextEncoding.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHead = 4096;
constexpr qint64 kLargestDirectory = 8 * 1024 * 1024;
constexpr qsizetype kEndRecord = 22;      // a zip's end record without its comment
constexpr qsizetype kDirectoryEntry = 46; // a directory entry without its name

// The names in a zip's central directory; empty where it has none that can be read.
QList<QByteArray> zipNames(QFile &file)
{
    const qint64 tailSize = qMin<qint64>(file.size(), 65535 + kEndRecord);
    if (!file.seek(file.size() - tailSize))
        return {};
    const QByteArray tail = file.read(tailSize);
    const qsizetype end = tail.lastIndexOf(QByteArray("PK\x05\x06", 4));
    if (end < 0 || tail.size() - end < kEndRecord)
        return {};
    const qint64 size = qFromLittleEndian<quint32>(tail.constData() + end + 12);
    const qint64 begin = qFromLittleEndian<quint32>(tail.constData() + end + 16);
    if (!file.seek(begin))
        return {};
    const QByteArray directory = file.read(qMin(size, kLargestDirectory));
    QList<QByteArray> names;
    qsizetype at = 0;
    while (directory.size() - at >= kDirectoryEntry && QByteArrayView(directory).sliced(at, 4) == "PK\x01\x02") {
        const qsizetype name = qFromLittleEndian<quint16>(directory.constData() + at + 28);
        const qsizetype extra = qFromLittleEndian<quint16>(directory.constData() + at + 30);
        const qsizetype comment = qFromLittleEndian<quint16>(directory.constData() + at + 32);
        names.append(directory.mid(at + kDirectoryEntry, name));
        at += kDirectoryEntry + name + extra + comment;
    }
    return names;
}

PayloadFormat zipFormat(QFile &file)
{
    for (const QByteArray &name : zipNames(file)) {
        const QByteArray lower = name.toLower();
        if (lower == "xl/workbook.xml" || lower == "xl/workbook.bin")
            return PayloadFormat::Excel;
        if (lower == "manifest.xml" || lower == "packageheader.xml")
            return PayloadFormat::DataPackage;
    }
    return PayloadFormat::OtherZip;
}

PayloadFormat textFormat(const QString &head, const QString &suffix)
{
    const QString text = head.trimmed();
    if (text.isEmpty())
        return PayloadFormat::Unknown;
    if (text.startsWith(u'<'))
        return text.startsWith("<!DOCTYPE html"_L1, Qt::CaseInsensitive) ||
                       text.startsWith("<html"_L1, Qt::CaseInsensitive)
                   ? PayloadFormat::Unknown
                   : PayloadFormat::Xml;
    if (suffix == "csv"_L1)
        return PayloadFormat::Csv;
    if (text.startsWith(u'{') || text.startsWith(u'[') || text.startsWith("%PDF"_L1))
        return PayloadFormat::Unknown;
    for (const QChar c : text) {
        if (c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r')
            return PayloadFormat::Unknown;
    }
    return PayloadFormat::Csv;
}

} // namespace

Result<PayloadFormat> detectFormat(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::PayloadFormat", "The file \"%1\" cannot be read.").arg(path),
                    file.errorString());
    const PayloadFormat format = formatOfBytes(file.read(kHead), QFileInfo(path).suffix().toLower());
    return format == PayloadFormat::OtherZip ? zipFormat(file) : format;
}

PayloadFormat formatOfBytes(QByteArrayView head, const QString &suffix)
{
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
        return PayloadFormat::OtherZip;
    if (head.startsWith(QByteArrayView("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return PayloadFormat::Excel;
    const EncodingFinding finding = encodingOfBeginning(head);
    return textFormat(decodeText(head.sliced(finding.bomBytes), finding.encoding), suffix);
}

QString formatName(PayloadFormat format)
{
    const auto text = [](const char *source) { return QCoreApplication::translate("waybill::PayloadFormat", source); };
    switch (format) {
    case PayloadFormat::Csv:
        return text("CSV");
    case PayloadFormat::Xml:
        return text("XML");
    case PayloadFormat::DataPackage:
        return text("data package");
    case PayloadFormat::Excel:
        return text("Excel workbook");
    case PayloadFormat::OtherZip:
        return text("zip file without a manifest");
    case PayloadFormat::Unknown:
        break;
    }
    return text("unknown format");
}

} // namespace waybill
