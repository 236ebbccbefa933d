#include "BenchFigure.h"
#include "BenchSize.h"

#include "app/files/ArchiveUnpack.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtEndian>

#include <malloc.h>
#include <zlib.h>

using namespace waybill;
using namespace Qt::StringLiterals;
using bench::Budget;

namespace {

/// How much the packages unpack to.
const int unpackedMegabytes = bench::megabytesAsked(512);

constexpr qint64 megabyte = 1 << 20;

/// Rows as an export has them; packed they take about a sixth.
QByteArray rowsOf(qint64 bytes)
{
    QByteArray rows;
    rows.reserve(bytes + 200);
    quint32 random = 12345;
    const auto next = [&random](quint32 below) {
        random = random * 1664525 + 1013904223;
        return (random >> 8) % below;
    };
    while (rows.size() < bytes)
        rows += QByteArray::number(100000 + next(900000)) + ",US-" + QByteArray::number(next(5000)) +
                ",Customer of the north " + QByteArray::number(next(90)) + ",\"" + QByteArray::number(next(100000)) +
                "." + QByteArray::number(10 + next(90)) + "\",USD,2026-0" + QByteArray::number(1 + next(9)) + "-1" +
                QByteArray::number(next(10)) + ",Yes,No," + QByteArray::number(next(8)) + "\r\n";
    rows.truncate(bytes);
    return rows;
}

/// Packed bytes that can stand one behind another in a stream; its end is not in them.
QByteArray piece(const QByteArray &rows)
{
    z_stream stream{};
    if (::deflateInit2(&stream, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("The bench cannot pack.");
    QByteArray packed(rows.size() + 1024, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(rows.constData()));
    stream.avail_in = uInt(rows.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    ::deflate(&stream, Z_FULL_FLUSH);
    packed.truncate(packed.size() - qsizetype(stream.avail_out));
    ::deflateEnd(&stream);
    return packed;
}

/// Writes a zip whose entries are the same rows over and over: made in a moment, whatever it unpacks to.
class RepeatedZip
{
public:
    explicit RepeatedZip(const QString &path) : m_file(path)
    {
        if (!m_file.open(QIODevice::WriteOnly))
            qFatal("There is no room for the package of the bench.");
    }
    void add(const QByteArray &name, const QByteArray &rows, qint64 times)
    {
        const QByteArray packed = piece(rows), end("\x03\x00", 2);
        const quint64 bytes = quint64(rows.size() * times), packedBytes = quint64(packed.size() * times + end.size());
        uLong crc = 0;
        for (qint64 i = 0; i < times; ++i)
            crc = ::crc32(crc, reinterpret_cast<const Bytef *>(rows.constData()), uInt(rows.size()));
        const QByteArray wide = number<quint16>(1) + number<quint16>(16) + number(bytes) + number(packedBytes);
        const QByteArray common = number<quint16>(0) + number<quint16>(8) + number<quint32>(0x58210000) +
                                  number(quint32(crc)) + number(~quint32(0)) + number(~quint32(0)) +
                                  number(quint16(name.size())) + number(quint16(wide.size()));
        m_directory += "PK\x01\x02" + number<quint16>(45) + number<quint16>(45) + common + QByteArray(10, '\0') +
                       number(quint32(m_file.pos())) + name + wide;
        write("PK\x03\x04" + number<quint16>(45) + common + name + wide);
        for (qint64 i = 0; i < times; ++i)
            write(packed);
        write(end);
        ++m_entries;
    }
    void end()
    {
        const quint32 at = quint32(m_file.pos());
        write(m_directory);
        write("PK\x05\x06" + QByteArray(4, '\0') + number(m_entries) + number(m_entries) +
              number(quint32(m_directory.size())) + number(at) + QByteArray(2, '\0'));
        m_file.close();
    }

private:
    template <class Number>
    static QByteArray number(Number value)
    {
        value = qToLittleEndian(value);
        return QByteArray(reinterpret_cast<const char *>(&value), sizeof value);
    }
    void write(const QByteArray &bytes)
    {
        if (m_file.write(bytes) != bytes.size())
            qFatal("There is no room for the package of the bench.");
    }

    QFile m_file;
    QByteArray m_directory;
    quint16 m_entries = 0;
};

void run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitCode() != 0)
        qFatal("%s did not do it: %s", qPrintable(program), process.readAllStandardError().constData());
}

/// Kilobytes of one line of /proc/self/status, in bytes.
qint64 memory(const char *line)
{
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &one : status.readAll().split('\n')) {
            if (one.startsWith(line))
                return one.mid(qsizetype(qstrlen(line))).simplified().split(' ').value(0).toLongLong() * 1024;
        }
    }
    qFatal("The memory of this program cannot be told.");
}

/// The megabytes that `work` needed above what there was.
template <class Work>
double megabytesOf(const Work &work)
{
    ::malloc_trim(0); // or what earlier work gave back would hide what this one takes
    QFile reset(u"/proc/self/clear_refs"_s);
    if (!reset.open(QIODevice::WriteOnly) || reset.write("5") != 1)
        qFatal("The memory of this program cannot be told.");
    reset.close();
    const qint64 before = memory("VmRSS:");
    work();
    return double(memory("VmHWM:") - before) / double(megabyte);
}

void unpack(const QString &zip, const QString &target)
{
    if (const auto unpacked = unpackArchive(zip, target); !unpacked)
        qFatal("%s", qPrintable(unpacked.error().message));
}

void check(const QString &zip, const ArchiveLimits &limits = {})
{
    if (const auto report = checkArchive(zip, limits); !report || !report->refusal.isEmpty())
        qFatal("%s", qPrintable(report ? report->refusal : report.error().message));
}

void measure(const QString &zip, const QString &what, const QTemporaryDir &folder)
{
    const QString ours = folder.filePath(u"ours"_s), theirs = folder.filePath(u"theirs"_s);
    bench::BenchFigure unpacking(u"packages: unpack %1"_s.arg(what), u"bsdtar"_s, Budget::timeAtMost(1));
    bench::BenchFigure flat(u"packages: memory of unpacking %1"_s.arg(what), u"before"_s, Budget::atMost(32, u"MB"_s));
    for (int runs = 0; runs < 4; ++runs) {
        double our = 0;
        const double grown = megabytesOf([&] { our = bench::secondsOf([&] { unpack(zip, ours); }); });
        QDir(ours).removeRecursively();
        if (!QDir().mkdir(theirs))
            qFatal("There is no room for the bench.");
        const double their = bench::secondsOf([&] { run(u"bsdtar"_s, {u"-xf"_s, zip, u"-C"_s, theirs}); });
        QDir(theirs).removeRecursively();
        flat.add(grown);
        if (runs > 0) // the first does not count
            unpacking.add(our, their);
    }
    unpacking.setNote(u"%1 MB unpacked"_s.arg(unpackedMegabytes));
    unpacking.print();
    flat.print();

    bench::BenchFigure checking(u"packages: check %1"_s.arg(what), u"unzip -t"_s, Budget::timeAtMost(1));
    checking.measure(
        3, [&] { check(zip); },
        [&] {
            run(u"unzip"_s, {u"-qq"_s, u"-t"_s, zip});
        });
    checking.print();
}

void measureHugeEntry(const QTemporaryDir &folder)
{
    constexpr qint64 gigabytes = 5;
    const QString zip = folder.filePath(u"huge.zip"_s);
    RepeatedZip huge(zip);
    huge.add("huge.csv", QByteArray(16 * megabyte, '\0'), gigabytes * 64);
    huge.end();
    ArchiveLimits limits;
    limits.ratio = 2000;
    bench::BenchFigure flat(u"packages: memory of checking one entry of 5 GB"_s, u"before"_s,
                            Budget::atMost(32, u"MB"_s));
    flat.add(megabytesOf([&] { check(zip, limits); }));
    flat.print();
}

} // namespace

int main()
{
    for (const QString &program : {u"bsdtar"_s, u"unzip"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            qFatal("%s is not installed; packaging/install-packages.sh bench does it.", qPrintable(program));
    }
    const QTemporaryDir folder;
    const qint64 megabytes = unpackedMegabytes;
    RepeatedZip one(folder.filePath(u"one.zip"_s));
    one.add("Customers V3.csv", rowsOf(8 * megabyte), megabytes / 8);
    one.end();
    measure(folder.filePath(u"one.zip"_s), u"one large entry"_s, folder);

    constexpr int entries = 2'000;
    RepeatedZip many(folder.filePath(u"many.zip"_s));
    const QByteArray rows = rowsOf(megabytes * megabyte / entries);
    for (int i = 0; i < entries; ++i)
        many.add("Entity " + QByteArray::number(i) + ".csv", rows, 1);
    many.end();
    measure(folder.filePath(u"many.zip"_s), u"2,000 entries"_s, folder);
    measureHugeEntry(folder);
    return 0;
}
