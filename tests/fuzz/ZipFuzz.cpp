#include "Input.h"

#include "app/files/PackageContents.h"
#include "app/files/PayloadFormat.h"
#include "app/files/UnpackedFile.h"

using namespace waybill;
using namespace waybill::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    constexpr qint64 most = 1 << 20;
    const QString path = fileOf(bytesOf(data, size), QStringLiteral("input.zip"));
    detectFormat(path);
    const auto opened = ZipReader::open(path);
    HOLDS(opened || !opened.error().message.isEmpty());
    if (!opened)
        return 0;
    ZipReader &zip = **opened;
    const QList<ZipEntry> entries = zip.entries();
    HOLDS(entries.size() <= 10'000);
    for (qsizetype i = 0; i < std::min<qsizetype>(entries.size(), 20); ++i) {
        const qsizetype found = zip.find(entries[i].name);
        HOLDS(found >= -1 && found < entries.size());
        const auto bytes = zip.bytes(i, most);
        HOLDS(bytes ? bytes->size() <= most : !bytes.error().message.isEmpty());
        if (!bytes)
            continue;
        // What could be unpacked once can be unpacked again, whatever was read in between.
        const auto file = UnpackedFile::take(zip, i, {});
        HOLDS(file && QFileInfo((*file)->path()).size() == bytes->size());
    }
    const auto contents = readPackage(zip);
    HOLDS(contents || !contents.error().message.isEmpty());
    return 0;
}
