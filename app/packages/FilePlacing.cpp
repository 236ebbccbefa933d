#include "app/packages/FilePlacing.h"

#include "app/journal/Durable.h"
#include "app/packages/FileDigest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostTwins = 10'000;

/// `name.zip` as `name (2).zip`.
QString twin(const QString &name, int number)
{
    const qsizetype dot = name.lastIndexOf(u'.');
    const bool hasEnding = dot > name.lastIndexOf(u'/') + 1;
    return u"%1 (%2)%3"_s.arg(hasEnding ? name.first(dot) : name, QString::number(number),
                              hasEnding ? name.sliced(dot) : QString());
}

/// Gives a file a name that no other file has yet: false when one has.
Result<bool> claim(const QString &from, const QString &to)
{
    // A hard link is refused where a name is taken, in one step; where a file system has none, the look before the
    // renaming must do: nobody else writes into this folder.
    std::error_code failed;
    const auto source = QFileInfo(from).filesystemFilePath(), target = QFileInfo(to).filesystemFilePath();
    std::filesystem::create_hard_link(source, target, failed);
    if (!failed) {
        std::filesystem::remove(source, failed);
        return true;
    }
    if (failed == std::errc::file_exists || QFileInfo(to).exists() || QFileInfo(to).isSymLink())
        return false;
    std::filesystem::rename(source, target, failed);
    if (failed)
        return notStored(to, QString::fromLocal8Bit(failed.message()));
    return true;
}
} // namespace

tl::unexpected<Error> notStored(const QString &path, const QString &reason)
{
    return fail(ErrorKind::Storage,
                u"The package could not be stored at %1: %2. Check the free space and your rights there."_s.arg(
                    QDir::toNativeSeparators(path), reason));
}

Result<QString> placeFile(const QString &part, const QString &folder, const QString &wanted, const QString &sha256)
{
    QFile file(part);
    if (!file.open(QIODevice::ReadWrite))
        return notStored(part, file.errorString());
    if (!syncFile(file))
        return notStored(part, qt_error_string());
    const qint64 bytes = file.size();
    file.close();
    QString name = wanted;
    for (int number = 2; number < mostTwins; ++number) {
        const QString target = folder + u'/' + name;
        const QString place = QFileInfo(target).absolutePath();
        if (!makeFolder(place))
            return notStored(place, qt_error_string());
        const auto claimed = claim(part, target);
        if (!claimed)
            return fail(claimed.error());
        // Whatever else bears the name is not read: a pipe would never end.
        const QFileInfo there(target);
        const bool isSame = !*claimed && there.isFile() && there.size() == bytes &&
                            fileDigest(target).value_or(FileDigest{}).sha256 == sha256;
        if (isSame)
            QFile::remove(part);
        if (*claimed || isSame) {
            if (!syncFolder(place))
                return notStored(place, qt_error_string());
            return name;
        }
        name = twin(wanted, number);
    }
    return notStored(folder + u'/' + wanted, u"every name is taken"_s);
}

} // namespace waybill
