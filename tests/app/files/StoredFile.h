#pragma once

#include "app/files/RecordReader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

#include <optional>
#include <vector>

namespace waybill::tests {

/// A file with the given bytes that lives as long as the object.
class StoredFile
{
public:
    explicit StoredFile(const QByteArray &bytes, const QString &name = QStringLiteral("stored"))
        : m_path(m_folder.filePath(name)), m_bytes(bytes)
    {
        QFile file(m_path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the test file");
    }
    const QString &path() const { return m_path; }
    const QByteArray &bytes() const { return m_bytes; }
    QString beside(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QString m_path;
    QByteArray m_bytes;
};

/// Everything a reader gives: the records, and the error that ended it if one did.
struct Reading {
    std::vector<Record> records;
    QStringList columns;
    qint64 headerEnd = -1;
    qint64 footerBegin = -1;
    std::optional<Error> error;
};

inline Reading readAll(const QString &path)
{
    Reading reading;
    auto reader = openRecords(path);
    if (!reader) {
        reading.error = reader.error();
        return reading;
    }
    Record record;
    while (true) {
        const auto more = (*reader)->next(record);
        if (!more)
            reading.error = more.error();
        if (!more || !*more)
            break;
        reading.records.push_back(record);
    }
    reading.columns = (*reader)->columns();
    reading.headerEnd = (*reader)->headerEnd();
    reading.footerBegin = (*reader)->footerBegin();
    return reading;
}

/// Text as UTF-16 with a mark, in either byte order.
inline QByteArray utf16(const QString &text, bool bigEndian = false)
{
    QByteArray bytes = bigEndian ? QByteArray("\xFE\xFF", 2) : QByteArray("\xFF\xFE", 2);
    for (const QChar c : text) {
        const quint16 unit = bigEndian ? qToBigEndian(quint16(c.unicode())) : qToLittleEndian(quint16(c.unicode()));
        bytes.append(reinterpret_cast<const char *>(&unit), 2);
    }
    return bytes;
}

} // namespace waybill::tests
