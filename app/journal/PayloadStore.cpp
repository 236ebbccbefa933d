#include "app/journal/PayloadStore.h"

#include "app/journal/Durable.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <filesystem>
#include <memory>
#include <vector>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 blockBytes = 1 << 20;
constexpr qint64 abandonedAfterSeconds = 24 * 60 * 60;

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

tl::unexpected<Error> diskFailed(const QString &path, const QString &reason)
{
    return fail(ErrorKind::Storage,
                u"The file could not be copied to %1: %2. Nothing was sent; check the disk and push it again."_s.arg(
                    shown(path), reason));
}

tl::unexpected<Error> isEmpty(const QString &path)
{
    return fail(ErrorKind::BadInput, u"%1 is empty: there is nothing to send."_s.arg(shown(path)));
}

/// A temporary file that goes away unless it was kept.
class TemporaryCopy
{
public:
    explicit TemporaryCopy(const QString &path) : file(path) {}
    ~TemporaryCopy()
    {
        file.close();
        if (!m_kept)
            file.remove();
    }
    void keep() { m_kept = true; }
    QFile file;

private:
    bool m_kept = false;
};

/// Copies of programs that died while copying: harmless, but they take space.
void removeAbandoned(const QString &folder)
{
    const QDateTime before = QDateTime::currentDateTimeUtc().addSecs(-abandonedAfterSeconds);
    const QFileInfoList copies = QDir(folder).entryInfoList({u"*.part"_s}, QDir::Files);
    for (const QFileInfo &copy : copies) {
        if (copy.lastModified() < before)
            QFile::remove(copy.absoluteFilePath());
    }
}

/// Gives back what OpenSSL keeps for the thread: a worker of the pool may still be ending when OpenSSL itself has.
struct OpenSslThreadEnd {
    ~OpenSslThreadEnd() { OPENSSL_thread_stop(); }
};

std::error_code renamed(const QString &from, const QString &to)
{
    std::error_code failed;
    std::filesystem::rename(QFileInfo(from).filesystemFilePath(), QFileInfo(to).filesystemFilePath(), failed);
    return failed;
}

/// Whether the whole content is stored already; it counts as stored now (see discard).
bool isThere(const QString &target, qint64 bytes)
{
    const QFileInfo there(target);
    std::error_code failed;
    if (there.isFile() && there.size() == bytes)
        std::filesystem::last_write_time(there.filesystemFilePath(), std::filesystem::file_time_type::clock::now(),
                                         failed);
    return there.isFile() && there.size() == bytes && !failed;
}

/// Copies all of `source` to `target`, hashing on the way.
Result<StoredPayload> copyHashed(QFile &source, QFile &target, const std::function<void(qint64)> &progress,
                                 const std::stop_token &stop)
{
    const OpenSslThreadEnd threadEnd;
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1)
        return fail(ErrorKind::Storage, u"The file could not be hashed: OpenSSL offers no SHA-256."_s);
    std::vector<char> block(blockBytes);
    StoredPayload stored;
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled,
                        u"Copying %1 was cancelled; nothing was sent."_s.arg(shown(source.fileName())));
        const qint64 got = source.read(block.data(), blockBytes);
        if (got < 0) {
            return fail(ErrorKind::BadInput,
                        u"%1 cannot be read: %2."_s.arg(shown(source.fileName()), source.errorString()));
        }
        if (got == 0)
            break;
        if (target.write(block.data(), got) != got)
            return diskFailed(target.fileName(), target.errorString());
        EVP_DigestUpdate(hash.get(), block.data(), static_cast<size_t>(got));
        stored.bytes += got;
        if (progress)
            progress(stored.bytes);
    }
    if (stored.bytes == 0)
        return isEmpty(source.fileName());
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int digestBytes = 0;
    EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char *>(digest.data()), &digestBytes);
    stored.sha256 = QString::fromLatin1(digest.first(digestBytes).toHex());
    return stored;
}
} // namespace

PayloadStore::PayloadStore(QString profileFolder) : m_folder(std::move(profileFolder) + u"/payloads"_s) {}

Result<StoredPayload> PayloadStore::add(const QString &path, std::function<void(qint64)> progress,
                                        std::stop_token stop) const
{
    if (const auto usable = check(path); !usable)
        return fail(usable.error());
    QFile source(path);
    if (!source.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::BadInput, u"%1 cannot be read: %2."_s.arg(shown(path), source.errorString()));

    const QString incoming = m_folder + u"/incoming"_s;
    if (!makeFolder(incoming))
        return diskFailed(incoming, qt_error_string());
    removeAbandoned(incoming);
    TemporaryCopy copy(incoming + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + u".part"_s);
    // What companies exchange is nobody else's business: readable by its owner only.
    if (!copy.file.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                        QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return diskFailed(copy.file.fileName(), copy.file.errorString());
    auto stored = copyHashed(source, copy.file, progress, stop);
    if (!stored)
        return stored;

    const QString target = this->path(stored->sha256);
    const QString folder = QFileInfo(target).absolutePath();
    if (!makeFolder(folder))
        return diskFailed(folder, qt_error_string());
    if (!isThere(target, stored->bytes)) {
        if (!syncFile(copy.file))
            return diskFailed(copy.file.fileName(), qt_error_string());
        copy.file.close();
        // Replaces in one step what has the wrong size, or what another program has just stored: either is the right
        // one.
        if (const auto failed = renamed(copy.file.fileName(), target))
            return diskFailed(target, QString::fromLocal8Bit(failed.message()));
        copy.keep();
    }
    // Also when it was there already: the program that put it there may not have come this far.
    if (!syncFolder(folder))
        return diskFailed(folder, qt_error_string());
    return stored;
}

QString PayloadStore::path(const QString &sha256) const
{
    return m_folder + u'/' + sha256.left(2) + u'/' + sha256;
}

bool PayloadStore::discard(const QString &sha256, const QDateTime &now) const
{
    const auto isRecent = [&now](const QString &file) {
        return QFileInfo(file).lastModified().secsTo(now) < abandonedAfterSeconds;
    };
    const QString target = path(sha256);
    if (!QFile::exists(target))
        return true;
    if (isRecent(target))
        return false;
    // Moved away first: who stores it again from now on makes a new one, who did so just before is seen by its time.
    const QString aside = m_folder + u"/incoming/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces) + u".part"_s;
    if (!makeFolder(m_folder + u"/incoming"_s) || renamed(target, aside))
        return false;
    if (isRecent(aside)) {
        (void)renamed(aside, target);
        return false;
    }
    return QFile::remove(aside);
}

Result<qint64> PayloadStore::check(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorKind::BadInput, u"There is no file %1."_s.arg(shown(path)));
    if (info.isDir())
        return fail(ErrorKind::BadInput, u"%1 is a folder; push the files in it."_s.arg(shown(path)));
    if (!info.isFile())
        return fail(ErrorKind::BadInput, u"%1 is not a plain file."_s.arg(shown(path)));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::BadInput, u"%1 cannot be read: %2."_s.arg(shown(path), file.errorString()));
    if (file.size() == 0)
        return isEmpty(path);
    return file.size();
}

} // namespace waybill
