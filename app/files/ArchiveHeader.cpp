#include "app/files/ArchiveHeader.h"

#include "app/base/Text.h"
#include "app/files/LittleEndian.h"
#include "app/files/ArchiveName.h"

#include <zlib.h>

#include <algorithm>

namespace waybill {

namespace {

constexpr quint32 centralMark = 0x02014b50;
constexpr quint32 localMark = 0x04034b50;
constexpr quint32 descriptorMark = 0x08074b50;
constexpr qint64 localBytes = 30;
constexpr quint32 elsewhere = 0xffffffff; ///< the value stands in the zip64 field
constexpr quint16 wideField = 0x0001, unicodeNameField = 0x7075;
constexpr quint16 encryptedFlags = 0x0001 | 0x0040 | 0x2000, descriptorFlag = 0x0008, patchFlag = 0x0020;
constexpr quint16 utf8Flag = 0x0800;
constexpr quint16 aesMethod = 99, noMethod = 0xffff;
constexpr quint64 mostBytes = quint64(1) << 62;

auto damaged(const QString &name)
{
    return fail(ErrorKind::BadInput, text("What the zip says of %1 is damaged.").arg(quotedName(name)));
}
auto disagree(const QString &name)
{
    return fail(ErrorKind::BadInput, text("The zip says two different things of %1, so programs would unpack different "
                                          "files.")
                                         .arg(quotedName(name)));
}

/// The extra field of this kind. Nothing when there is none, or several, or the fields are garbled: then `isSound` is
/// false. Up to three bytes behind the last are padding.
std::optional<QByteArrayView> extraField(QByteArrayView extra, quint16 kind, bool &isSound)
{
    std::optional<QByteArrayView> found;
    isSound = true;
    while (extra.size() >= 4) {
        const qsizetype length = two(extra.data() + 2);
        if (extra.size() < 4 + length || (two(extra.data()) == kind && found)) {
            isSound = false;
            return {};
        }
        if (two(extra.data()) == kind)
            found = extra.sliced(4, length);
        extra = extra.sliced(4 + length);
    }
    return found;
}

/// The name that older programs write a second time, in UTF-8, with the CRC of the first. Of another first name it says
/// nothing.
std::optional<QByteArray> secondName(QByteArrayView extra, QByteArrayView first, bool &isSound)
{
    const auto field = extraField(extra, unicodeNameField, isSound);
    const auto *const bytes = reinterpret_cast<const Bytef *>(first.data());
    if (!field || field->size() <= 5 || field->front() != 1 ||
        four(field->data() + 1) != ::crc32(0, bytes, uInt(first.size())))
        return {};
    return field->sliced(5).toByteArray();
}

/// Takes the values that do not fit out of the zip64 field, in its order; what follows them stays in it.
bool widen(std::optional<QByteArrayView> &field, std::initializer_list<quint64 *> values)
{
    for (quint64 *const value : values) {
        if (*value != elsewhere)
            continue;
        if (!field || field->size() < 8)
            return false;
        *value = eight(field->data());
        field = field->sliced(8);
    }
    return true;
}

QDateTime timeOf(quint16 date, quint16 time)
{
    return {QDate(1980 + (date >> 9), (date >> 5) & 15, date & 31),
            QTime(time >> 11, (time >> 5) & 63, (time & 31) * 2)};
}

/// Unix writes the type of the file into the upper half; Windows marks folders and reparse points in the lower.
ArchiveEntry::Kind kindOf(quint32 attributes, const QString &name)
{
    constexpr quint32 typeMask = 0170000, plain = 0100000, folder = 0040000, link = 0120000;
    constexpr quint32 volumeMark = 0x08, folderMark = 0x10, reparseMark = 0x400;
    const quint32 type = (attributes >> 16) & typeMask;
    if (type == link || (attributes & reparseMark) != 0)
        return ArchiveEntry::Kind::Link;
    if ((type != 0 && type != plain && type != folder) || (type == 0 && (attributes & volumeMark) != 0))
        return ArchiveEntry::Kind::Device;
    if (type == folder || name.endsWith(u'/') || name.endsWith(u'\\') || (type == 0 && (attributes & folderMark) != 0))
        return ArchiveEntry::Kind::Folder;
    return ArchiveEntry::Kind::File;
}

/// Whether these bytes are the descriptor of the entry, in one of its four forms.
bool isDescriptor(QByteArrayView bytes, const ArchiveEntry &entry)
{
    if (bytes.size() == 16 || bytes.size() == 24) {
        if (four(bytes.data()) != descriptorMark)
            return false;
        bytes = bytes.sliced(4);
    }
    if (bytes.size() == 12)
        return four(bytes.data()) == entry.crc && four(bytes.data() + 4) == quint64(entry.packed) &&
               four(bytes.data() + 8) == quint64(entry.bytes);
    return bytes.size() == 20 && four(bytes.data()) == entry.crc && eight(bytes.data() + 4) == quint64(entry.packed) &&
           eight(bytes.data() + 12) == quint64(entry.bytes);
}

} // namespace

qint64 CentralHeader::lengthOf(const char *bytes)
{
    if (four(bytes) != centralMark)
        return 0;
    return fixedBytes + two(bytes + 28) + two(bytes + 30) + two(bytes + 32);
}

Result<CentralHeader> CentralHeader::read(const char *bytes, ArchiveEntry &entry)
{
    CentralHeader header;
    header.flags = two(bytes + 8);
    header.name = QByteArray(bytes + fixedBytes, two(bytes + 28));
    ArchiveName name = archiveName(header.name, (header.flags & utf8Flag) != 0);
    const QByteArrayView extra(bytes + fixedBytes + header.name.size(), two(bytes + 30));
    bool isSound = false;
    const auto second = secondName(extra, header.name, isSound);
    if (!isSound)
        return damaged(name.text);
    if (second) {
        ArchiveName other = archiveName(*second, true);
        if (header.name.isEmpty() || ((header.flags & utf8Flag) != 0 && other.text != name.text))
            return disagree(other.text);
        if (other.text != name.text)
            entry.olderName = name.text;
        name = std::move(other);
    }
    entry.name = name.text;
    entry.isNameSound = name.isSound;
    entry.method = two(bytes + 10);
    entry.isEncrypted = (header.flags & encryptedFlags) != 0 || entry.method == aesMethod;
    if ((header.flags & patchFlag) != 0)
        entry.method = noMethod;
    entry.modified = timeOf(two(bytes + 14), two(bytes + 12));
    entry.crc = four(bytes + 16);
    entry.kind = kindOf(four(bytes + 38), entry.name);
    quint64 packed = four(bytes + 20), unpacked = four(bytes + 24), at = four(bytes + 42);
    auto wide = extraField(extra, wideField, isSound);
    if (!isSound || !widen(wide, {&unpacked, &packed, &at}) || std::max({unpacked, packed, at}) > mostBytes)
        return damaged(entry.name);
    quint64 part = two(bytes + 34);
    if (part == 0xffff) {
        if (!wide || wide->size() < 4)
            return damaged(entry.name);
        part = four(wide->data());
    }
    if (part != 0)
        return fail(ErrorKind::BadInput,
                    text("%1 is in another part of the zip; only whole zips can be read.").arg(quotedName(entry.name)));
    entry.bytes = qint64(unpacked);
    entry.packed = qint64(packed);
    header.headerAt = qint64(at);
    return header;
}

Result<qint64> checkLocalHeader(const ArchiveFile &file, const CentralHeader &header, const ArchiveEntry &entry,
                                qint64 next)
{
    const qint64 room = next - header.headerAt;
    const auto overlaps = [&entry] {
        return fail(ErrorKind::BadInput,
                    text("%1 overlaps another entry of the zip, or its end.").arg(quotedName(entry.name)));
    };
    if (room < localBytes)
        return overlaps();
    char fixed[localBytes];
    if (const auto read = file.read(header.headerAt, fixed); !read)
        return fail(read.error());
    if (four(fixed) != localMark)
        return damaged(entry.name);
    const quint16 flags = two(fixed + 6);
    const qint64 nameBytes = two(fixed + 26), extraBytes = two(fixed + 28);
    if (room < localBytes + nameBytes + extraBytes)
        return overlaps();
    QByteArray more(nameBytes + extraBytes, Qt::Uninitialized);
    if (const auto read = file.read(header.headerAt + localBytes, {more.data(), std::size_t(more.size())}); !read)
        return fail(read.error());
    const bool isAscii = std::all_of(header.name.cbegin(), header.name.cend(), [](char c) { return uchar(c) < 0x80; });
    const quint16 mustAgree = isAscii ? encryptedFlags : encryptedFlags | utf8Flag;
    if (QByteArrayView(more).first(nameBytes) != header.name || ((flags ^ header.flags) & mustAgree) != 0 ||
        (entry.method != noMethod && two(fixed + 8) != entry.method))
        return disagree(entry.name);

    bool isSound = false;
    const auto second = secondName(QByteArrayView(more).sliced(nameBytes), header.name, isSound);
    if (second && archiveName(*second, true).text != entry.name)
        return disagree(entry.name);
    quint64 packed = four(fixed + 18), unpacked = four(fixed + 22);
    auto wide = extraField(QByteArrayView(more).sliced(nameBytes), wideField, isSound);
    const bool isWide = packed == elsewhere || unpacked == elsewhere;
    const bool comesLater = (flags & descriptorFlag) != 0;
    if (!isSound || (!widen(wide, {&unpacked, &packed}) && !comesLater))
        return damaged(entry.name);
    // What stands in a descriptor is left 0 here, or all ones.
    const auto agrees = [comesLater, isWide](quint64 local, quint64 central) {
        return local == central || (comesLater && (local == 0 || (isWide && local == elsewhere)));
    };
    if (!agrees(four(fixed + 14), entry.crc) || !agrees(packed, quint64(entry.packed)) ||
        !agrees(unpacked, quint64(entry.bytes)))
        return disagree(entry.name);

    const qint64 dataAt = header.headerAt + localBytes + nameBytes + extraBytes;
    if (entry.packed > next - dataAt)
        return overlaps();
    const qint64 rest = next - dataAt - entry.packed;
    const bool isWhole =
        four(fixed + 14) == entry.crc && packed == quint64(entry.packed) && unpacked == quint64(entry.bytes);
    if (rest == 0 && (!comesLater || isWhole))
        return dataAt;
    constexpr qint64 longestDescriptor = 24;
    char descriptor[longestDescriptor];
    if (!comesLater || rest > longestDescriptor)
        return fail(ErrorKind::BadInput,
                    text("Behind %1 the zip holds bytes that belong to nothing.").arg(quotedName(entry.name)));
    if (const auto read = file.read(dataAt + entry.packed, std::span(descriptor, std::size_t(rest))); !read)
        return fail(read.error());
    if (!isDescriptor({descriptor, rest}, entry))
        return disagree(entry.name);
    return dataAt;
}

} // namespace waybill
