#include "app/packages/DownloadStore.h"

#include "app/journal/Durable.h"
#include "app/packages/FileDigest.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <filesystem>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestNamePart = 120; ///< characters; at most 255 bytes with what is put behind them, in most scripts
constexpr qsizetype longestPartBytes = 220;
constexpr int mostTwins = 10'000;

tl::unexpected<Error> diskFailed(const QString &path, const QString &reason)
{
    return fail(ErrorKind::Storage,
                u"The package could not be stored at %1: %2. Check the free space and your rights there."_s.arg(
                    QDir::toNativeSeparators(path), reason));
}

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
        return diskFailed(to, QString::fromLocal8Bit(failed.message()));
    return true;
}
} // namespace

QString legalNamePart(const QString &text)
{
    QString part;
    for (const QChar c : text) {
        const bool isSign = QStringView(u"<>:\"/\\|?*").contains(c);
        const bool isHidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
                              c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
        part += isSign || isHidden ? u'_' : c;
    }
    part = QString::fromUtf8(part.toUtf8()).left(longestNamePart); // halves of characters become whole ones
    while (part.toUtf8().size() > longestPartBytes)
        part.chop(1);
    while (part.endsWith(u' ') || part.endsWith(u'.'))
        part.chop(1);
    while (part.startsWith(u' ') || part.startsWith(u'.')) // neither hidden nor `..`
        part.remove(0, 1);
    static const QRegularExpression device(
        u"\\A(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\\$|conout\\$)(\\.|\\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (device.match(part).hasMatch())
        part.prepend(u'_');
    return part.isEmpty() ? u"_"_s : part;
}

QString namedAfter(const QString &nameTemplate, const FileNaming &naming)
{
    const QDateTime time = naming.timeUtc.toUTC();
    QStringList parts;
    for (const QString &pattern : nameTemplate.split(u'/', Qt::SkipEmptyParts)) {
        QString part = pattern;
        // Values with slashes stay one part.
        for (const auto &[word, value] : {std::pair(u"{job}"_s, naming.job),
                                          {u"{company}"_s, naming.company},
                                          {u"{date}"_s, time.toString(u"yyyyMMdd"_s)},
                                          {u"{time}"_s, time.toString(u"HHmmss"_s)},
                                          {u"{key}"_s, QString::number(number(naming.key))},
                                          {u"{correlationId}"_s, naming.correlationId}})
            part.replace(word, value);
        parts.append(legalNamePart(part));
    }
    if (parts.isEmpty())
        parts.append(QString::number(number(naming.key)));
    if (!parts.last().endsWith(".zip"_L1, Qt::CaseInsensitive))
        parts.last() += ".zip"_L1;
    return parts.join(u'/');
}

QString DownloadStore::standardTemplate()
{
    return u"{job}/{date}-{time} {correlationId}.zip"_s;
}

DownloadStore::DownloadStore(QString profileFolder) : m_folder(std::move(profileFolder) + u"/downloads"_s) {}

QString DownloadStore::path(const QString &file) const
{
    return file.isEmpty() ? QString() : m_folder + u'/' + file;
}

QString DownloadStore::partPath(DownloadKey key) const
{
    return u"%1/.incoming/%2.part"_s.arg(m_folder).arg(number(key));
}

Result<void> DownloadStore::prepare() const
{
    const QString incoming = m_folder + u"/.incoming"_s;
    if (!makeFolder(incoming))
        return diskFailed(incoming, qt_error_string());
    QFile probe(incoming + u"/probe"_s);
    // What companies exchange is nobody else's business.
    (void)QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!probe.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || probe.write("x") != 1)
        return diskFailed(incoming, probe.errorString());
    probe.close();
    probe.remove();
    return {};
}

Result<qint64> DownloadStore::openPart(DownloadKey key) const
{
    const QFileInfo there(partPath(key));
    std::error_code failed;
    // A program that died while it gave the part its name left it two: it must not be written to under either.
    if (there.exists() && std::filesystem::hard_link_count(there.filesystemFilePath(), failed) > 1)
        removePart(key);
    QFile part(partPath(key));
    if (!part.exists() && !part.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return diskFailed(part.fileName(), part.errorString());
    return part.size();
}

Result<QString> DownloadStore::place(DownloadKey key, const QString &wanted, const QString &sha256) const
{
    QFile part(partPath(key));
    if (!part.open(QIODevice::ReadWrite))
        return diskFailed(part.fileName(), part.errorString());
    if (!syncFile(part))
        return diskFailed(part.fileName(), qt_error_string());
    part.close();
    QString name = wanted;
    for (int number = 2; number < mostTwins; ++number) {
        const QString target = path(name);
        const QString folder = QFileInfo(target).absolutePath();
        if (!makeFolder(folder))
            return diskFailed(folder, qt_error_string());
        const auto claimed = claim(part.fileName(), target);
        if (!claimed)
            return fail(claimed.error());
        const bool isSame = !*claimed && fileDigest(target).value_or(FileDigest{}).sha256 == sha256;
        if (isSame)
            removePart(key);
        if (*claimed || isSame) {
            if (!syncFolder(folder))
                return diskFailed(folder, qt_error_string());
            return name;
        }
        name = twin(wanted, number);
    }
    return diskFailed(path(wanted), u"every name is taken"_s);
}

void DownloadStore::removePart(DownloadKey key) const
{
    QFile::remove(partPath(key));
}

} // namespace waybill
