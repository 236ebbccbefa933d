#pragma once

#include "app/files/ArchiveListing.h"

#include <span>
#include <vector>

#include <zlib.h>

namespace waybill {

/// The unpacked bytes of an entry, a block after the other. One thread.
class EntryInflater
{
public:
    EntryInflater(const ArchiveFile &file, const ArchiveEntry &entry);
    ~EntryInflater();
    EntryInflater(const EntryInflater &) = delete;
    EntryInflater &operator=(const EntryInflater &) = delete;

    /// Fills the block, or what is left of the entry; 0 at its end. Never gives more than the entry says to have.
    /// BadInput with the name and the reason when the packed bytes are damaged, or are not those of so many bytes.
    Result<std::size_t> next(std::span<char> block);

private:
    Result<void> refill();
    Result<std::size_t> inflated(std::span<char> block);

    const ArchiveFile &m_file;
    const ArchiveEntry &m_entry;
    std::vector<char> m_packed;
    qint64 m_at;       ///< of the packed bytes that come next
    qint64 m_left;     ///< packed bytes that were not read
    qint64 m_expected; ///< unpacked bytes that were not given
    bool m_isStored;   ///< or empty: some programs then leave out the end of the stream
    z_stream m_stream = {};
    bool m_isReady = false;
    bool m_isEnded = false;
};

} // namespace waybill
