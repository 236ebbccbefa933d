#include "app/packages/PackageCheck.h"

#include "app/files/ArchiveCheck.h"
#include "app/files/PackageContents.h"

#include <QFile>

#include <optional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// More than a disk takes is not this check's matter, nor is how well it was packed: a package that came whole is
/// acknowledged, and whoever unpacks it asks for room.
ArchiveLimits limitsOfCheck()
{
    ArchiveLimits limits;
    limits.bytes = qint64(1) << 40;
    limits.ratioFrom = limits.bytes; // never asked
    limits.entries = 1'000'000;
    return limits;
}

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
    const auto report = checkArchive(path, limitsOfCheck(), stop);
    if (!report)
        return fail(report.error());
    checked.entries = report->entries;
    if (const auto contents = readPackage(path)) { // an export of a single file has no manifest
        for (const PackageEntity &entity : contents->entities)
            checked.entities.append(entity.name);
    }
    return checked;
}

} // namespace waybill
