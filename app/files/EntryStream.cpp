#include "app/files/EntryStream.h"

#include "app/base/Text.h"
#include "app/files/ArchiveReader.h"
#include "app/files/EntryInflater.h"

namespace waybill {

namespace {

class EntryStream final : public ByteStream
{
public:
    EntryStream(std::shared_ptr<const ArchiveFile> file, const ArchiveEntry &entry, std::stop_token stop)
        : m_file(std::move(file)), m_entry(entry), m_stop(std::move(stop)), m_bytes(*m_file, m_entry)
    {
    }

    Result<qint64> read(char *to, qint64 most) override
    {
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Reading the zip was cancelled."));
        const auto got = m_bytes.next({to, std::size_t(most)});
        if (!got)
            return fail(got.error());
        m_crc = quint32(crc32_z(m_crc, reinterpret_cast<const Bytef *>(to), *got));
        if (*got == 0 && m_crc != m_entry.crc)
            return fail(ErrorKind::BadInput,
                        text("%1 in the zip is damaged: its checksum is wrong.").arg(quotedName(m_entry.name)));
        return qint64(*got);
    }

private:
    std::shared_ptr<const ArchiveFile> m_file;
    ArchiveEntry m_entry;
    std::stop_token m_stop;
    EntryInflater m_bytes;
    quint32 m_crc = 0;
};

} // namespace

Result<std::unique_ptr<ByteStream>> openEntry(const ArchiveListing &zip, qsizetype entry, std::stop_token stop)
{
    if (entry < 0 || entry >= qsizetype(zip.entries().size()))
        return fail(ErrorKind::NotFound, text("The zip has no such file."));
    const ArchiveEntry &wanted = zip.entries()[std::size_t(entry)];
    if (!wanted.isFile())
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is no file: there is nothing to read in it.").arg(quotedName(wanted.name)));
    if (auto readable = checkReadable(wanted); !readable)
        return fail(readable.error());
    return std::make_unique<EntryStream>(zip.file(), wanted, std::move(stop));
}

Result<QByteArray> entryBytes(const ArchiveListing &zip, qsizetype entry, qint64 most, const std::stop_token &stop)
{
    const auto stream = openEntry(zip, entry, stop);
    if (!stream)
        return fail(stream.error());
    const ArchiveEntry &wanted = zip.entries()[std::size_t(entry)];
    if (wanted.bytes > most)
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is longer than %2 MB: that is too much to be read at once.")
                        .arg(quotedName(wanted.name), QString::number(most >> 20)));
    constexpr qint64 piece = 256 << 10; // what the zip says of its length is not believed before it was read
    QByteArray bytes;
    for (;;) {
        const qsizetype had = bytes.size();
        bytes.resize(std::min<qint64>(wanted.bytes, std::max<qint64>(2 * had, piece)) + 1);
        const auto got = (*stream)->read(bytes.data() + had, bytes.size() - had);
        if (!got)
            return fail(got.error());
        bytes.resize(had + *got);
        if (*got == 0)
            return bytes;
    }
}

} // namespace waybill
