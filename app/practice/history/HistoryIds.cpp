#include "app/practice/history/HistoryIds.h"

#include <QCryptographicHash>
#include <QUuid>
#include <QtEndian>

#include <openssl/evp.h>

#include <memory>

namespace practice {
namespace {

constexpr int blockSize = 16;

/// One block of AES-128, which is a permutation of all GUIDs.
QByteArray aes(const QByteArray &key, const QByteArray &block, bool encrypting)
{
    const std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX *)> context(EVP_CIPHER_CTX_new(),
                                                                             EVP_CIPHER_CTX_free);
    QByteArray out(blockSize * 2, '\0');
    int written = 0;
    EVP_CipherInit_ex(context.get(), EVP_aes_128_ecb(), nullptr,
                      reinterpret_cast<const unsigned char *>(key.constData()), nullptr, encrypting ? 1 : 0);
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
    EVP_CipherUpdate(context.get(), reinterpret_cast<unsigned char *>(out.data()), &written,
                     reinterpret_cast<const unsigned char *>(block.constData()), blockSize);
    out.truncate(blockSize);
    return out;
}

} // namespace

HistoryIds::HistoryIds(quint64 seed)
    : m_key(QCryptographicHash::hash("history " + QByteArray::number(seed), QCryptographicHash::Sha256).left(blockSize))
{
}

QString HistoryIds::encipher(Kind kind, qint64 index) const
{
    QByteArray block(blockSize, '\0');
    qToBigEndian(quint64(kind), block.data());
    qToBigEndian(index, block.data() + 8);
    return QUuid::fromRfc4122(aes(m_key, block, true)).toString(QUuid::WithoutBraces);
}

std::optional<qint64> HistoryIds::decipher(Kind kind, const QString &id) const
{
    const QUuid uuid(id);
    if (uuid.isNull())
        return std::nullopt;
    const QByteArray block = aes(m_key, uuid.toRfc4122(), false);
    if (qFromBigEndian<quint64>(block.constData()) != quint64(kind))
        return std::nullopt;
    return qFromBigEndian<qint64>(block.constData() + 8);
}

QString HistoryIds::messageId(qint64 index) const
{
    return encipher(Kind::Message, index);
}

QString HistoryIds::executionId(qint64 index) const
{
    return encipher(Kind::Execution, index);
}

std::optional<qint64> HistoryIds::ofMessage(const QString &id) const
{
    return decipher(Kind::Message, id);
}

std::optional<qint64> HistoryIds::ofExecution(const QString &id) const
{
    return decipher(Kind::Execution, id);
}

} // namespace practice
