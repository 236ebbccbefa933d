#include "app/packages/PackageCheck.h"

#include "app/files/PackageContents.h"
#include "app/files/ZipReader.h"

#include <QFile>

#include <limits>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Takes what is written and keeps none of it.
class Nowhere final : public QIODevice
{
public:
    Nowhere() { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 length) override { return length; }
};

/// Why something is no zip at all, where its beginning tells.
std::optional<QString> foreignContent(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray start = file.read(512).trimmed().toLower();
    if (file.size() == 0)
        return u"The service sent an empty file where the package should be."_s;
    if (start.startsWith("<!doctype html") || start.startsWith("<html"))
        return u"The service sent a web page where the package should be, most likely to sign in."_s;
    return {};
}
} // namespace

Result<CheckedPackage> checkPackage(const QString &path, const std::stop_token &stop)
{
    CheckedPackage checked;
    auto digest = fileDigest(path, stop);
    if (!digest)
        return fail(std::move(digest.error()));
    checked.digest = *digest;
    if (const auto foreign = foreignContent(path))
        return fail(ErrorKind::BadInput, *foreign);
    const auto zip = ZipReader::open(path);
    if (!zip)
        return fail(zip.error());
    Nowhere nowhere;
    const auto &entries = (*zip)->entries();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (!entries[i].isFile)
            continue;
        const auto unpacked = (*zip)->unpack(i, nowhere, std::numeric_limits<qint64>::max(), stop);
        if (!unpacked)
            return fail(unpacked.error());
        if (*unpacked != entries[i].bytes) {
            return fail(ErrorKind::BadInput,
                        u"“%1” in the zip is not as long as the zip says."_s.arg(entries[i].name.left(200)));
        }
    }
    checked.entries = entries.size();
    if (const auto contents = readPackage(**zip)) {
        for (const PackageEntity &entity : contents->entities)
            checked.entities.append(entity.name);
    }
    return checked;
}

} // namespace waybill
