#include "app/files/ArchiveEnd.h"

#include "app/base/Text.h"
#include "app/files/LittleEndian.h"

#include <QByteArray>
#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace waybill {

namespace {

constexpr qint64 endBytes = 22;
constexpr qint64 locatorBytes = 20;
constexpr qint64 wideEndBytes = 56;
constexpr quint32 endMark = 0x06054b50;
constexpr quint32 locatorMark = 0x07064b50;
constexpr quint32 wideEndMark = 0x06064b50;
constexpr quint16 elsewhere16 = 0xffff;     ///< the value stands in the zip64 record
constexpr quint32 elsewhere32 = 0xffffffff; ///< the same

auto damaged(const char *why)
{
    return fail(ErrorKind::BadInput, text(why));
}

/// What the first bytes tell of a file without an end record.
auto noZip(const ArchiveFile &file, bool hasMark)
{
    if (file.size() == 0)
        return damaged(QT_TRANSLATE_NOOP("waybill", "The file is empty, so it is no zip."));
    if (hasMark)
        return damaged(QT_TRANSLATE_NOOP("waybill", "The zip's end record does not reach to the end of the "
                                                    "file: it was cut short, or something was added."));
    QByteArray begin(std::min<qint64>(file.size(), 256), Qt::Uninitialized);
    if (const auto read = file.read(0, {begin.data(), std::size_t(begin.size())}); !read)
        return fail(read.error());
    if (begin.startsWith("PK"))
        return damaged(QT_TRANSLATE_NOOP("waybill", "The zip has no end record: it was cut short."));
    if (begin.startsWith("\xEF\xBB\xBF")) // the mark of UTF-8
        begin.remove(0, 3);
    if (begin.trimmed().startsWith('<'))
        return damaged(QT_TRANSLATE_NOOP("waybill", "The file is no zip: it holds a web page or XML, such "
                                                    "as a sign-in page in place of a download."));
    return damaged(QT_TRANSLATE_NOOP("waybill", "The file is no zip."));
}

/// The place of the one end record whose comment ends where the file does, and which no other program could take
/// another for: some take the last, however long its comment is.
Result<qint64> findEnd(const ArchiveFile &file)
{
    QByteArray tail(std::min(file.size(), endBytes + std::numeric_limits<quint16>::max()), Qt::Uninitialized);
    const qint64 tailAt = file.size() - tail.size();
    if (const auto read = file.read(tailAt, {tail.data(), std::size_t(tail.size())}); !read)
        return fail(read.error());
    qint64 found = -1;
    bool hasMark = false;
    for (qint64 i = tail.size() - endBytes; i >= 0; --i) {
        const char *const at = tail.constData() + i;
        if (*at != 'P' || four(at) != endMark)
            continue;
        hasMark = true;
        if (i + endBytes + two(at + 20) != tail.size())
            continue;
        if (tail.indexOf("PK\5\6", i + 1) >= 0)
            return damaged(QT_TRANSLATE_NOOP("waybill", "The zip has more than one end record, so programs "
                                                        "would find different files in it."));
        found = tailAt + i;
    }
    if (found < 0)
        return noZip(file, hasMark);
    return found;
}

} // namespace

Result<ArchiveEnd> readArchiveEnd(const ArchiveFile &file)
{
    const auto found = findEnd(file);
    if (!found)
        return fail(found.error());
    // The locator of zip64 stands right before it, when there is one.
    char records[locatorBytes + endBytes] = {};
    const qint64 before = std::min(locatorBytes, *found);
    if (const auto read = file.read(*found - before, {records + locatorBytes - before, std::size_t(before + endBytes)});
        !read)
        return fail(read.error());
    const char *const end = records + locatorBytes;
    quint64 entries = two(end + 10), size = four(end + 12), at = four(end + 16);
    const bool isElsewhere = entries == elsewhere16 || size == elsewhere32 || at == elsewhere32;
    const bool isInParts = (two(end + 4) != 0 && two(end + 4) != elsewhere16) ||
                           (two(end + 6) != 0 && two(end + 6) != elsewhere16) || two(end + 8) != two(end + 10);
    const auto parts = [] {
        return damaged(QT_TRANSLATE_NOOP("waybill", "The zip is one part of several, or its end record is "
                                                    "damaged. Only whole zips can be read."));
    };
    const auto disagree = [] {
        return damaged(QT_TRANSLATE_NOOP("waybill", "The zip's end record and its zip64 record disagree, so "
                                                    "programs would find different files in it."));
    };
    if (isInParts)
        return parts();
    qint64 recordsAt = *found;
    if (four(records) == locatorMark && before == locatorBytes) {
        const quint64 wideAt = eight(records + 8);
        const qint64 locatorAt = *found - locatorBytes;
        if (four(records + 4) != 0 || four(records + 16) > 1)
            return parts();
        // One that is longer, or leaves room behind it, could hold another.
        if (locatorAt < wideEndBytes || wideAt != quint64(locatorAt - wideEndBytes))
            return disagree();
        char wide[wideEndBytes];
        if (const auto read = file.read(qint64(wideAt), wide); !read)
            return fail(read.error());
        // Its length is counted from behind the length.
        if (four(wide) != wideEndMark || eight(wide + 4) != quint64(wideEndBytes - 12))
            return disagree();
        if (four(wide + 16) != 0 || four(wide + 20) != 0 || eight(wide + 24) != eight(wide + 32))
            return parts();
        const auto differs = [](quint64 narrow, quint64 none, quint64 wider) {
            return narrow != none && narrow != wider;
        };
        if (differs(entries, elsewhere16, eight(wide + 32)) || differs(size, elsewhere32, eight(wide + 40)) ||
            differs(at, elsewhere32, eight(wide + 48)))
            return disagree();
        entries = eight(wide + 32);
        size = eight(wide + 40);
        at = eight(wide + 48);
        recordsAt = qint64(wideAt);
    } else if (two(end + 4) != 0 || two(end + 6) != 0) {
        return parts();
    } else if (isElsewhere && !(entries == elsewhere16 && size != elsewhere32 && at != elsewhere32)) {
        return damaged(QT_TRANSLATE_NOOP("waybill", "The zip's zip64 record is missing."));
    }
    if (at > quint64(recordsAt) || quint64(recordsAt) - at != size)
        return damaged(QT_TRANSLATE_NOOP("waybill", "The zip's list of files is not where its end record "
                                                    "says: it was cut, or something was put into it."));
    return ArchiveEnd{qint64(at), qint64(size), qint64(std::min(entries, quint64(1) << 62))};
}

} // namespace waybill
