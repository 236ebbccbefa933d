#include "app/practice/calls/FileAnswer.h"

#include "app/practice/calls/Answers.h"
#include "app/practice/exports/ExportStore.h"
#include "app/practice/traffic/ZipWriter.h"

#include <httplib.h>

#include <QFile>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr char type[] = "application/octet-stream";

/// What goes out for one request: part of a file, some bytes of it turned over.
struct Stretch {
    QString path;
    ByteRange range;
    ByteRange corrupt{0, -1};
};

bool is(const std::optional<Fault> &fault, QLatin1StringView name)
{
    return fault && fault->name == name;
}

/// Reads the piece at `offset` of the stretch; empty at its end, or when the file is gone.
QByteArray pieceOf(QFile &file, const Stretch &stretch, qint64 offset)
{
    constexpr qint64 most = 256 * 1024;
    const qint64 at = stretch.range.first + offset;
    if (!file.seek(at))
        return {};
    QByteArray piece = file.read(std::min(most, stretch.range.last + 1 - at));
    const qint64 begin = std::max(stretch.corrupt.first, at);
    for (qint64 byte = begin; byte <= std::min(stretch.corrupt.last, at + piece.size() - 1); ++byte)
        piece[byte - at] = char(piece[byte - at] ^ 0x55);
    return piece;
}

void send(ExportStore &store, int fetch, const Stretch &stretch, const std::optional<Fault> &fault,
          httplib::Response &response)
{
    const auto file = std::make_shared<QFile>(stretch.path);
    const qint64 size = stretch.range.last + 1 - stretch.range.first;
    if (!file->open(QFile::ReadOnly))
        return answerPage(response, 500, u"Server Error"_s, u"<p>The file cannot be read.</p>"_s);
    const auto provide = [&store, fetch, stretch, file, size](size_t offset, httplib::DataSink &sink) {
        const QByteArray piece = pieceOf(*file, stretch, qint64(offset));
        if (piece.isEmpty() || !sink.write(piece.constData(), size_t(piece.size())))
            return false;
        store.addServed(fetch, piece.size());
        return true;
    };
    const auto provideToEnd = [provide, size](size_t offset, httplib::DataSink &sink) {
        if (qint64(offset) < size)
            return provide(offset, sink);
        sink.done();
        return true;
    };
    if (is(fault, "chunked"_L1))
        response.set_chunked_content_provider(type, provideToEnd);
    else if (is(fault, "noLength"_L1))
        response.set_content_provider(type, provideToEnd);
    else if (size == 0)
        response.set_content("", type);
    else
        response.set_content_provider(size_t(size), type, [provide](size_t offset, size_t, httplib::DataSink &sink) {
            return provide(offset, sink);
        });
}

/// Answers without the file, for the faults that do; false for all others.
bool answerInstead(const std::optional<Fault> &fault, httplib::Response &response)
{
    if (is(fault, "html200"_L1)) {
        answerPage(response, 200, u"Sign in to your account"_s, u"<p>Enter your e-mail address.</p>"_s);
    } else if (is(fault, "emptyBody"_L1)) {
        answerText(response, 200, {}, type);
    } else if (is(fault, "leavingZip"_L1)) {
        ZipWriter zip;
        zip.add(u"../../outside.txt"_s, "This must not be written anywhere.");
        answerText(response, 200, zip.finish(), type);
    } else {
        return false;
    }
    return true;
}

QString contentRange(const ByteRange &range, qint64 size)
{
    if (range.first >= size)
        return u"bytes */%1"_s.arg(size);
    return u"bytes %1-%2/%3"_s.arg(range.first).arg(range.last).arg(size);
}

} // namespace

std::optional<ByteRange> rangeOf(const QString &header, qint64 size)
{
    const QString unit = u"bytes="_s;
    const QString text = header.trimmed();
    if (!text.startsWith(unit, Qt::CaseInsensitive) || text.count(u'-') != 1 || text.contains(u','))
        return std::nullopt;
    const QStringList ends = text.mid(unit.size()).split(u'-');
    bool hasFirst = false;
    bool hasLast = false;
    const qint64 first = ends.at(0).toLongLong(&hasFirst);
    const qint64 last = ends.at(1).toLongLong(&hasLast);
    if ((!hasFirst && !ends.at(0).isEmpty()) || (!hasLast && !ends.at(1).isEmpty()) || (!hasFirst && !hasLast))
        return std::nullopt;
    if (!hasFirst)
        return ByteRange{std::max<qint64>(0, size - last), size - 1};
    if (hasLast && last < first)
        return std::nullopt;
    return ByteRange{first, hasLast ? std::min(last, size - 1) : size - 1};
}

void answerFile(ExportStore &store, const Export &made, const std::optional<Fault> &fault, Fetch fetch,
                const httplib::Request &request, httplib::Response &response)
{
    const QString path = store.pathOf(made.correlationId);
    qint64 size = QFile(path).size();
    if (is(fault, "truncated"_L1))
        size = std::min(size, qint64(fault->number("bytes"_L1, double(size / 2))));
    const ByteRange whole{0, size - 1};
    const QString etag = u"\"0x%1\""_s.arg(made.sha256.first(16).toUpper());
    const QString ifRange = headerOf(request, "If-Range");
    const auto asked = ifRange.isEmpty() || ifRange == etag ? rangeOf(fetch.range, size) : std::nullopt;
    const bool isPart = asked && !is(fault, "noRange"_L1) && !is(fault, "chunked"_L1) && !is(fault, "noLength"_L1);
    const ByteRange part = isPart && !is(fault, "otherRange"_L1) ? asked.value_or(whole) : whole;
    response.status = !isPart ? 200 : part.first < size ? 206 : 416;
    if (response.status == 416)
        answerText(response, 416, {}, type);
    const bool isFile = response.status != 416 && !answerInstead(fault, response);
    fetch.status = response.status;
    const int number = store.addFetch(fetch);
    if (isPart)
        response.set_header("Content-Range", contentRange(part, size).toStdString());
    if (!isFile)
        return;
    if (!is(fault, "noRange"_L1))
        response.set_header("Accept-Ranges", "bytes");
    response.set_header("ETag", etag.toStdString());
    Stretch stretch{path, part};
    if (is(fault, "corrupt"_L1))
        stretch.corrupt = {size / 2, size / 2 + qint64(fault->number("bytes"_L1, 16)) - 1};
    send(store, number, stretch, fault, response);
}

} // namespace practice
