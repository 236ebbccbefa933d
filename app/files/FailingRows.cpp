#include "app/files/FailingRows.h"

#include "app/base/Text.h"
#include "app/files/RecordReader.h"

#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace waybill {

namespace {

constexpr qint64 kBlock = 256 * 1024;
constexpr qint64 kWriteStep = 1024 * 1024;

// Bytes of the source that go into the copy.
struct Range {
    qint64 begin = 0;
    qint64 end = 0;
};

void append(std::vector<Range> &ranges, Range range)
{
    if (range.begin == range.end)
        return;
    if (!ranges.empty() && ranges.back().end == range.begin)
        ranges.back().end = range.end;
    else
        ranges.push_back(range);
}

// The ranges to copy, in the order of the file.
Result<std::vector<Range>> findRanges(const QString &source, const std::vector<qint64> &numbers,
                                      const std::function<void(qint64, qint64)> &progress, const std::stop_token &stop)
{
    auto reader = openRecords(source, stop);
    if (!reader)
        return fail(reader.error());
    const qint64 size = QFileInfo(source).size();
    std::vector<Range> records;
    std::size_t next = 0;
    qint64 told = 0;
    Record record;
    while (true) {
        const Result<bool> more = (*reader)->next(record);
        if (!more)
            return fail(more.error());
        if (!*more)
            break;
        const qint64 end = record.place.offset + record.place.length;
        if (next < numbers.size() && numbers[next] == record.place.number) {
            append(records, {record.place.offset - record.lead, end});
            ++next;
        }
        if (progress && end - told >= kWriteStep) {
            told = end;
            progress(end, size);
        }
    }
    if (next < numbers.size())
        return fail(ErrorKind::NotFound, text("The file has no record number %1.").arg(numbers[next]));
    std::vector<Range> ranges = {{0, (*reader)->headerEnd()}};
    for (const Range &range : records)
        append(ranges, range);
    append(ranges, {(*reader)->footerBegin(), size});
    return ranges;
}

Result<qint64> copyRanges(QFile &from, QSaveFile &to, const std::vector<Range> &ranges, const std::stop_token &stop)
{
    QByteArray block(kBlock, Qt::Uninitialized);
    qint64 written = 0;
    for (const Range &range : ranges) {
        if (!from.seek(range.begin))
            return fail(ErrorKind::Storage, text("\"%1\" cannot be read.").arg(from.fileName()), from.errorString());
        for (qint64 left = range.end - range.begin; left > 0;) {
            if (stop.stop_requested())
                return fail(ErrorKind::Cancelled, text("Saving the failing rows was cancelled."));
            const qint64 got = from.read(block.data(), std::min(left, kBlock));
            if (got <= 0)
                return fail(ErrorKind::Storage, text("\"%1\" cannot be read.").arg(from.fileName()),
                            from.errorString());
            if (to.write(block.constData(), got) != got)
                return fail(ErrorKind::Storage,
                            text("\"%1\" cannot be written. Choose another folder or make room.").arg(to.fileName()),
                            to.errorString());
            left -= got;
            written += got;
        }
    }
    return written;
}

Result<void> checkTarget(const QString &source, const QString &target, ExistingFile existing)
{
    const QFileInfo file(target);
    if (file.exists() && file.canonicalFilePath() == QFileInfo(source).canonicalFilePath())
        return fail(ErrorKind::Conflict, text("\"%1\" is the stored file itself. Choose another name.").arg(target));
    if (existing == ExistingFile::Refuse && file.exists())
        return fail(ErrorKind::Conflict, text("\"%1\" is there already. Choose another name.").arg(target));
    return {};
}

} // namespace

Result<WrittenRows> writeFailingRows(const QString &source, const QString &target, std::vector<qint64> numbers,
                                     ExistingFile existing, const std::function<void(qint64, qint64)> &progress,
                                     std::stop_token stop)
{
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    if (numbers.empty())
        return fail(ErrorKind::NotFound, text("No failing row is known, so there is nothing to save."));
    if (auto free = checkTarget(source, target, existing); !free)
        return fail(free.error());
    const auto ranges = findRanges(source, numbers, progress, stop);
    if (!ranges)
        return fail(ranges.error());

    QFile from(source);
    if (!from.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, text("\"%1\" cannot be read.").arg(source), from.errorString());
    QSaveFile to(target);
    if (!to.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Storage,
                    text("\"%1\" cannot be written. Choose another folder or make room.").arg(target),
                    to.errorString());
    const auto written = copyRanges(from, to, *ranges, stop);
    if (!written)
        return fail(written.error());
    // Reading took its time: look again just before the rename.
    if (auto free = checkTarget(source, target, existing); !free)
        return fail(free.error());
    if (!to.commit())
        return fail(ErrorKind::Storage,
                    text("\"%1\" cannot be written. Choose another folder or make room.").arg(target),
                    to.errorString());
    if (progress)
        progress(from.size(), from.size());
    return WrittenRows{qint64(numbers.size()), *written};
}

} // namespace waybill
