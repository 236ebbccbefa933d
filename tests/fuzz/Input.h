#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>

/// A promise of the code under test that must hold for any input; the fuzzer keeps what breaks it.
#define HOLDS(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            std::abort();                                                                                              \
    } while (false)

namespace waybill::fuzz {

inline QByteArray bytesOf(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

/// A folder in memory where there is one: files come and go thousands of times a second.
inline const QString &folder()
{
    static const QTemporaryDir made(
        (QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath()) +
        QStringLiteral("/waybill-fuzz-XXXXXX"));
    static const QString path = made.path();
    return path;
}

/// The bytes as a file; the next call replaces it.
inline QString fileOf(const QByteArray &bytes, const QString &name = QStringLiteral("input"))
{
    const QString path = folder() + u'/' + name;
    QFile file(path);
    HOLDS(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
    return path;
}

} // namespace waybill::fuzz
