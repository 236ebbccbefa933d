#include "app/files/ZipReader.h"

#include "app/base/Text.h"

#include <QBuffer>
#include <QFileInfo>
#include <QSet>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>
#include <limits>

namespace waybill {

namespace {

constexpr qsizetype mostZipEntries = 10'000;
constexpr qint64 readBlock = 256 << 10;
constexpr qint64 highestRatio = 1'000;
constexpr qint64 alwaysAllowed = 1 << 20; ///< bytes that no ratio is asked for
constexpr quint16 encryptedFlag = 1;

/// Unix attributes say what an entry is; most programs on Windows leave them empty.
bool isPlainFile(const QuaZipFileInfo64 &info)
{
    constexpr quint32 typeMask = 0170000, plain = 0100000;
    const quint32 type = (info.externalAttr >> 16) & typeMask;
    return !info.name.endsWith(u'/') && (type == 0 || type == plain);
}

} // namespace

struct ZipReader::Private {
    explicit Private(const QString &path) : zip(path), size(QFileInfo(path).size()) {}

    /// How many bytes an entry may unpack to. What the zip says that it packed is believed up to the zip's own size.
    qint64 allowed(qint64 packed) const
    {
        constexpr qint64 mostPacked = std::numeric_limits<qint64>::max() / highestRatio;
        return std::max(alwaysAllowed, std::min({packed, size, mostPacked}) * highestRatio);
    }

    QuaZip zip;
    qint64 size;
    QList<ZipEntry> entries;
    QList<bool> readable;
};

ZipReader::ZipReader(std::unique_ptr<Private> p) : d(std::move(p)) {}

ZipReader::~ZipReader() = default;

Result<std::unique_ptr<ZipReader>> ZipReader::open(const QString &path)
{
    if (!QFileInfo(path).isReadable())
        return fail(ErrorKind::Storage, text("The file \"%1\" cannot be read.").arg(path));
    auto p = std::make_unique<Private>(path);
    if (!p->zip.open(QuaZip::mdUnzip))
        return fail(ErrorKind::BadInput,
                    text("\"%1\" is no zip that can be read: it is damaged or was cut off.").arg(path));
    if (p->zip.getEntriesCount() > mostZipEntries)
        return fail(ErrorKind::BadInput, text("The zip holds more than %1 files.").arg(mostZipEntries));
    QSet<QString> names;
    for (bool more = p->zip.goToFirstFile(); more; more = p->zip.goToNextFile()) {
        QuaZipFileInfo64 info;
        if (!p->zip.getCurrentFileInfo(&info))
            return fail(ErrorKind::BadInput, text("The list of files in the zip is damaged."));
        p->entries.append({info.name, qint64(std::min<quint64>(info.uncompressedSize, quint64(1) << 62)),
                           qint64(std::min<quint64>(info.compressedSize, quint64(1) << 62)), isPlainFile(info)});
        p->readable.append((info.flags & encryptedFlag) == 0 && !names.contains(info.name));
        names.insert(info.name);
    }
    if (p->zip.getZipError() != UNZ_OK)
        return fail(ErrorKind::BadInput, text("The list of files in the zip is damaged."));
    return std::unique_ptr<ZipReader>(new ZipReader(std::move(p)));
}

const QList<ZipEntry> &ZipReader::entries() const
{
    return d->entries;
}

qsizetype ZipReader::find(const QString &name) const
{
    QString wanted = name.trimmed();
    wanted.replace(u'\\', u'/');
    const auto only = [this](auto matches) -> qsizetype {
        qsizetype found = -1;
        for (qsizetype i = 0; i < d->entries.size(); ++i) {
            if (!d->entries[i].isFile || !matches(d->entries[i].name))
                continue;
            if (found >= 0)
                return -1;
            found = i;
        }
        return found;
    };
    if (const qsizetype same = only([&](const QString &n) { return n == wanted; }); same >= 0)
        return same;
    if (const qsizetype like = only([&](const QString &n) { return n.compare(wanted, Qt::CaseInsensitive) == 0; });
        like >= 0)
        return like;
    const QString last = wanted.mid(wanted.lastIndexOf(u'/') + 1);
    return only([&](const QString &n) {
        return n.mid(n.lastIndexOf(u'/') + 1).compare(last, Qt::CaseInsensitive) == 0 && !last.isEmpty();
    });
}

Result<qint64> ZipReader::unpack(qsizetype entry, QIODevice &to, qint64 most, const std::stop_token &stop)
{
    const ZipEntry &wanted = d->entries[entry];
    const auto damaged = [&wanted] {
        return fail(ErrorKind::BadInput, text("\"%1\" in the zip is damaged and cannot be unpacked.").arg(wanted.name));
    };
    if (!d->readable[entry])
        return fail(ErrorKind::BadInput,
                    text("\"%1\" in the zip is encrypted, or another file there has the same name.").arg(wanted.name));
    if (!d->zip.setCurrentFile(wanted.name, QuaZip::csSensitive))
        return damaged();
    QuaZipFile file(&d->zip);
    if (!file.open(QIODevice::ReadOnly))
        return damaged();
    const qint64 allowed = d->allowed(wanted.packed);
    QByteArray piece(readBlock, Qt::Uninitialized);
    qint64 done = 0;
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Unpacking was cancelled."));
        const qint64 got = file.read(piece.data(), piece.size());
        if (got < 0)
            return damaged();
        if (got == 0)
            break;
        done += got;
        if (done > most || done > allowed)
            return fail(ErrorKind::BadInput,
                        text("\"%1\" in the zip unpacks to more than can be taken.").arg(wanted.name));
        if (to.write(piece.constData(), got) != got)
            return fail(ErrorKind::Storage, text("There is no room to unpack \"%1\".").arg(wanted.name),
                        to.errorString());
    }
    // Closing compares the checksum.
    file.close();
    if (file.getZipError() != UNZ_OK)
        return damaged();
    return done;
}

Result<QByteArray> ZipReader::bytes(qsizetype entry, qint64 most)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (const auto done = unpack(entry, buffer, most); !done)
        return fail(done.error());
    return bytes;
}

} // namespace waybill
