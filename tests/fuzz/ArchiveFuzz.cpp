#include "Input.h"

#include "app/files/ArchiveUnpack.h"

#include <QDirIterator>

using namespace waybill;
using namespace waybill::fuzz;

namespace {

qint64 filesBelow(const QString &path, qint64 &bytes)
{
    qint64 files = 0;
    QDirIterator all(path, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QFileInfo one(all.next());
        HOLDS(!one.isSymLink() && (one.isFile() || one.isDir()));
        files += one.isFile() ? 1 : 0;
        bytes += one.isFile() ? one.size() : 0;
    }
    return files;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ArchiveLimits limits;
    limits.bytes = 1 << 20;
    limits.entries = 50;
    limits.depth = 5;
    const QString path = fileOf(bytesOf(data, size), QStringLiteral("input.zip"));
    const QString target = folder() + QStringLiteral("/target");
    const auto report = checkArchive(path, limits);
    HOLDS(report || !report.error().message.isEmpty());
    const auto unpacked = unpackArchive(path, target, limits);
    // What came whole can be unpacked, unless it was said why not; nothing else can.
    HOLDS(unpacked.has_value() == (report && report->refusal.isEmpty()));
    HOLDS(unpacked || !unpacked.error().message.isEmpty());
    // Nothing stands beside the target, and nothing in it that was not said.
    HOLDS(QDir(folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size() ==
          (unpacked ? 2 : 1));
    if (!unpacked)
        return 0;
    qint64 bytes = 0;
    HOLDS(filesBelow(target, bytes) == unpacked->files);
    HOLDS(bytes == unpacked->bytes && bytes == report->bytes);
    HOLDS(QDir(target).removeRecursively());
    return 0;
}
