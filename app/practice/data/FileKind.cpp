#include "app/practice/data/FileKind.h"

#include "app/practice/data/Text.h"
#include "app/practice/data/TextSource.h"

#include <QFile>
#include <QtEndian>

#include <vector>

namespace practice {

namespace {

constexpr qint64 kEndRecordSize = 22;
constexpr qint64 kLongestComment = 65535;
constexpr qint64 kLargestDirectory = 16 * 1024 * 1024;
constexpr qsizetype kEntrySize = 46;

/// The bytes of a zip's central directory; empty where there is none that can be read.
QByteArray zipDirectory(QFile &file)
{
    const qint64 tailSize = qMin(file.size(), kEndRecordSize + kLongestComment);
    file.seek(file.size() - tailSize);
    const QByteArray tail = file.read(tailSize);
    const qsizetype end = tail.lastIndexOf("PK\x05\x06");
    if (end < 0 || tail.size() - end < kEndRecordSize)
        return {};
    const auto size = qFromLittleEndian<quint32>(tail.constData() + end + 12);
    const auto offset = qFromLittleEndian<quint32>(tail.constData() + end + 16);
    if (qint64(size) > kLargestDirectory || !file.seek(offset))
        return {};
    return file.read(size);
}

FileKind zipKind(QFile &file)
{
    const QByteArray directory = zipDirectory(file);
    FileKind kind = FileKind::OtherZip;
    qsizetype at = 0;
    while (directory.size() - at >= kEntrySize && directory.mid(at, 4) == "PK\x01\x02") {
        const char *entry = directory.constData() + at;
        const auto nameLength = qFromLittleEndian<quint16>(entry + 28);
        const QByteArray name = directory.mid(at + kEntrySize, nameLength);
        if (name.startsWith("xl/"))
            kind = FileKind::Workbook;
        else if (name.compare("Manifest.xml", Qt::CaseInsensitive) == 0)
            return FileKind::Package;
        at += kEntrySize + nameLength + qFromLittleEndian<quint16>(entry + 30) + qFromLittleEndian<quint16>(entry + 32);
    }
    return kind;
}

} // namespace

FileKind fileKind(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return FileKind::Unreadable;
    const QByteArray head = file.peek(8);
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
        return zipKind(file);
    if (head.startsWith("\xD0\xCF\x11\xE0"))
        return FileKind::OldWorkbook;
    TextSource source(path);
    return trimmed(source.read()).starts_with('<') ? FileKind::Xml : FileKind::Delimited;
}

} // namespace practice
