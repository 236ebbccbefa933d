#include "app/packages/FileDigest.h"

#include <QDir>
#include <QFile>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <vector>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 hashedAtOnce = 1 << 20;

/// Gives back what OpenSSL keeps for the thread: a worker of the pool may still be ending when OpenSSL itself has.
struct OpenSslThreadEnd {
    ~OpenSslThreadEnd() { OPENSSL_thread_stop(); }
};
} // namespace

Result<FileDigest> fileDigest(const QString &path, const std::stop_token &stop)
{
    const OpenSslThreadEnd threadEnd;
    QFile file(path);
    const auto unreadable = [&file, &path] {
        return fail(ErrorKind::Storage,
                    u"%1 cannot be read: %2. Check that it is there and that you may read it."_s.arg(
                        QDir::toNativeSeparators(path), file.errorString()));
    };
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable();
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    if (!hash || EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr) != 1)
        return fail(ErrorKind::Storage, u"%1 could not be hashed: OpenSSL offers no SHA-256."_s.arg(path));
    std::vector<char> block(hashedAtOnce);
    FileDigest digest;
    for (;;) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, u"Reading %1 was cancelled."_s.arg(path));
        const qint64 got = file.read(block.data(), hashedAtOnce);
        if (got < 0)
            return unreadable();
        if (got == 0)
            break;
        EVP_DigestUpdate(hash.get(), block.data(), static_cast<size_t>(got));
        digest.bytes += got;
    }
    QByteArray bytes(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int length = 0;
    EVP_DigestFinal_ex(hash.get(), reinterpret_cast<unsigned char *>(bytes.data()), &length);
    digest.sha256 = QString::fromLatin1(bytes.first(length).toHex());
    return digest;
}

} // namespace waybill
