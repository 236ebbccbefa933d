#include "app/packages/EntryContent.h"

#include "app/base/Text.h"
#include "app/files/EntryStream.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <algorithm>

namespace waybill {

namespace {

constexpr qint64 writtenAtOnce = 256 << 10;
constexpr qint64 roomLeft = 64 << 20; ///< bytes of the disk that stay for others

/// Reads until `bytes` holds so many or the stream ends; whether it ended.
Result<bool> fill(ByteStream &from, QByteArray &bytes, qint64 most)
{
    while (bytes.size() < most) {
        const qsizetype had = bytes.size();
        bytes.resize(std::min(most, had + std::max<qint64>(writtenAtOnce, had)));
        const auto got = from.read(bytes.data() + had, bytes.size() - had);
        if (!got)
            return fail(got.error());
        bytes.resize(had + *got);
        if (*got == 0)
            return true;
    }
    return false;
}

/// Text does not hold these; a zero least of all.
bool isOfNoText(QChar c)
{
    return c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r' && c != u'\f' && c.unicode() != 0x1B;
}

} // namespace

Result<EntryBytes> readEntryBytes(const QString &package, qsizetype entry, qint64 offset, qint64 most,
                                  const std::stop_token &stop)
{
    const auto zip = ArchiveListing::read(package, {}, stop);
    if (!zip)
        return fail(zip.error());
    const auto stream = openEntry(*zip, entry, stop);
    if (!stream)
        return fail(stream.error());
    EntryBytes read{{}, offset, false};
    QByteArray dropped(writtenAtOnce, Qt::Uninitialized);
    for (qint64 left = offset; left > 0;) {
        const auto got = (*stream)->read(dropped.data(), std::min(left, writtenAtOnce));
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return EntryBytes{{}, offset - left, true};
        left -= *got;
    }
    const auto ended = fill(**stream, read.bytes, most);
    if (!ended)
        return fail(ended.error());
    read.isEnd = *ended || offset + read.bytes.size() == zip->entries()[std::size_t(entry)].bytes;
    return read;
}

Result<EntryText> readEntryText(const QString &package, qsizetype entry, qint64 mostBytes, const std::stop_token &stop)
{
    const auto read = readEntryBytes(package, entry, 0, mostBytes, stop);
    if (!read)
        return fail(read.error());
    EntryText shown;
    shown.isWhole = read->isEnd;
    shown.encoding = encodingOfBeginning(read->bytes);
    QByteArrayView bytes = QByteArrayView(read->bytes).sliced(shown.encoding.bomBytes);
    if (shown.encoding.encoding == TextEncoding::Utf8) {
        const Utf8Check check = checkUtf8(bytes, !read->isEnd);
        if (check.valid)
            bytes = bytes.first(check.validBytes);
        else if (shown.encoding.bomBytes == 0)
            shown.encoding = {TextEncoding::Windows1252, 0, true, check.validBytes};
    }
    shown.text = decodeText(bytes, shown.encoding.encoding);
    if (!shown.isWhole && !shown.text.isEmpty() && shown.text.back().isHighSurrogate())
        shown.text.chop(1);
    shown.isText = std::ranges::none_of(shown.text, isOfNoText);
    return shown;
}

Result<std::unique_ptr<ScratchFile>> takeEntry(const ArchiveListing &zip, qsizetype entry, const std::stop_token &stop,
                                               const UnpackingProgress &progress)
{
    const auto stream = openEntry(zip, entry, stop);
    if (!stream)
        return fail(stream.error());
    const ArchiveEntry &wanted = zip.entries()[std::size_t(entry)];
    const ArchiveLimits limits;
    if (wanted.bytes > limits.bytes || (wanted.bytes > limits.ratioFrom && wanted.bytes / limits.ratio > wanted.packed))
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip unpacks to more than can be taken.").arg(quotedName(wanted.name)));
    auto scratch = ScratchFile::make();
    if (!scratch)
        return fail(scratch.error());
    const QStorageInfo disk(QFileInfo((*scratch)->path()).path());
    const auto noRoom = [&](const QString &detail) {
        return fail(ErrorKind::Storage,
                    text("There is no room in %1 to unpack %2 of the zip, which takes %3 MB. Make room there and try "
                         "again.")
                        .arg(QDir::toNativeSeparators(QDir::tempPath()), quotedName(wanted.name))
                        .arg(wanted.bytes >> 20),
                    detail);
    };
    if (disk.isValid() && wanted.bytes > disk.bytesAvailable() - roomLeft)
        return noRoom({});
    QFile &file = (*scratch)->file();
    QByteArray bytes(writtenAtOnce, Qt::Uninitialized);
    qint64 done = 0;
    while (true) {
        const auto got = (*stream)->read(bytes.data(), bytes.size());
        if (!got)
            return fail(got.error());
        if (*got == 0)
            break;
        if (file.write(bytes.constData(), *got) != *got)
            return noRoom(file.errorString());
        done += *got;
        if (progress)
            progress(done);
    }
    if (!file.flush())
        return noRoom(file.errorString());
    return std::move(*scratch);
}

Result<std::unique_ptr<ScratchFile>> takeNested(const QString &package, qsizetype entry, int depth,
                                                const std::stop_token &stop, const UnpackingProgress &progress)
{
    if (depth >= deepestNesting)
        return fail(ErrorKind::BadInput,
                    text("This zip lies %1 deep in other zips; Waybill opens no more of them. Unpack the outer ones "
                         "first.")
                        .arg(depth));
    const auto zip = ArchiveListing::read(package, {}, stop);
    if (!zip)
        return fail(zip.error());
    return takeEntry(*zip, entry, stop, progress);
}

} // namespace waybill
