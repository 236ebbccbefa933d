#include "app/journal/PackedBytes.h"

#include <QtEndian>

#include <zlib.h>

namespace waybill {

tl::expected<QByteArray, PackedFault> unpacked(const QByteArray &packed)
{
    constexpr qsizetype sizeBytes = sizeof(quint32);
    if (packed.size() < sizeBytes)
        return tl::unexpected(PackedFault::Damaged);
    const auto said = qFromBigEndian<quint32>(packed.constData());
    if (said > largestUnpacked)
        return tl::unexpected(PackedFault::TooLarge);
    QByteArray stream = packed.mid(sizeBytes); // zlib asks for bytes that may be written, and writes none
    QByteArray bytes(qsizetype(said), Qt::Uninitialized);
    z_stream work{};
    if (inflateInit(&work) != Z_OK)
        return tl::unexpected(PackedFault::Damaged);
    work.next_in = reinterpret_cast<Bytef *>(stream.data());
    work.avail_in = uInt(stream.size());
    work.next_out = reinterpret_cast<Bytef *>(bytes.data());
    work.avail_out = uInt(said);
    const int ended = inflate(&work, Z_FINISH);
    inflateEnd(&work);
    if (ended == Z_STREAM_END && work.avail_out == 0)
        return bytes;
    const bool holdsMore = ended == Z_BUF_ERROR && work.avail_out == 0 && work.avail_in > 0;
    return tl::unexpected(holdsMore ? PackedFault::TooLarge : PackedFault::Damaged);
}

} // namespace waybill
