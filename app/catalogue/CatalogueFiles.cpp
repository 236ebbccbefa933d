#include "app/catalogue/CatalogueFiles.h"

#include "app/base/FileThere.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <simdjson.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 largest = 1 << 30;
constexpr qsizetype longestStem = 40;

/// All files of an environment, also locks and what a program left that died while it wrote.
QFileInfoList filesOf(const QString &profileFolder, const QString &environment)
{
    const QFileInfo any(catalogueFile(profileFolder, environment, u".*"_s));
    return any.dir().entryInfoList({any.fileName()}, QDir::Files | QDir::Hidden);
}

tl::unexpected<Error> stays(const QString &path)
{
    return fail(ErrorKind::Storage,
                u"%1 is still there and of no use: remove it."_s.arg(QDir::toNativeSeparators(path)));
}
} // namespace

QString catalogueFile(const QString &profileFolder, const QString &environment, const QString &suffix)
{
    QString stem;
    for (const QChar c : environment) {
        const bool isPlain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        stem += isPlain ? c : u'_';
    }
    const QByteArray hash = QCryptographicHash::hash(environment.toUtf8(), QCryptographicHash::Sha256).toHex();
    return profileFolder +
           u"/catalogue/%1-%2%3"_s.arg(stem.left(longestStem), QString::fromLatin1(hash.left(16)), suffix);
}

Result<void> removeCatalogueFiles(const QString &profileFolder, const QString &environment)
{
    Result<void> removed;
    for (const QFileInfo &file : filesOf(profileFolder, environment)) {
        if (!QFile::remove(file.filePath()))
            removed = stays(file.filePath());
    }
    return removed;
}

Result<void> renameCatalogueFiles(const QString &profileFolder, const QString &before, const QString &after)
{
    Result<void> renamed = removeCatalogueFiles(profileFolder, after);
    for (const QString &kind : {u".json"_s, u".labels.json"_s, u".use.json"_s}) {
        const QString path = catalogueFile(profileFolder, before, kind);
        if (QFile::exists(path) && !QFile::rename(path, catalogueFile(profileFolder, after, kind)))
            renamed = stays(path);
    }
    const auto removed = removeCatalogueFiles(profileFolder, before); // locks and leftovers
    return renamed ? removed : renamed;
}

Result<std::optional<QByteArray>> readWholeFile(const QString &path)
{
    const auto there = isThere(path);
    if (!there)
        return fail(there.error());
    if (!*there)
        return std::optional<QByteArray>();
    const auto trouble = [&path](const QString &how) {
        return fail(ErrorKind::Storage, u"%1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(path), how));
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return trouble(file.errorString());
    const qint64 size = file.size();
    if (size > largest)
        return trouble(u"it is larger than %1 MB"_s.arg(largest >> 20));
    QByteArray bytes;
    bytes.reserve(size + qsizetype(simdjson::SIMDJSON_PADDING));
    bytes.resize(size);
    if (file.read(bytes.data(), size) != size)
        return trouble(file.error() == QFileDevice::NoError ? u"it became shorter"_s : file.errorString());
    return std::optional(std::move(bytes));
}

Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool written = QDir().mkpath(QFileInfo(path).absolutePath()) && file.open(QIODevice::WriteOnly) &&
                         file.write(bytes) == bytes.size() && file.commit();
    if (!written) {
        return fail(ErrorKind::Storage, u"%1 cannot be written: %2. Check the free space and your rights there."_s.arg(
                                            QDir::toNativeSeparators(path), file.errorString()));
    }
    return {};
}

} // namespace waybill
