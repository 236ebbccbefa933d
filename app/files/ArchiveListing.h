#pragma once

#include "app/files/ArchiveFile.h"
#include "app/files/ArchiveLimits.h"

#include <QByteArray>
#include <QDateTime>

#include <memory>
#include <stop_token>
#include <vector>

namespace waybill {

/// One entry of a zip, as its central directory and its local header agree on it.
struct ArchiveEntry {
    enum class Kind {
        File,
        Folder,
        Link,  ///< a symbolic link, or a reparse point of Windows
        Device ///< a device, pipe or socket, or what else is neither file nor folder
    };

    QString name;            ///< as it stands in the zip, not made safe; bytes that are no UTF-8 are U+FFFD
    bool isNameSound = true; ///< false: it says that its name is UTF-8, and it is not
    QString olderName = {};  ///< what programs see that do not know the name's second form; empty where it has none
    Kind kind = Kind::File;
    bool isEncrypted = false;
    quint16 method = 0; ///< 0 stored, 8 deflated; others cannot be read
    quint32 crc = 0;    ///< CRC-32 of the unpacked bytes
    qint64 bytes = 0;   ///< unpacked, as the zip says
    qint64 packed = 0;  ///< in the zip
    qint64 dataAt = 0;  ///< where its packed bytes begin in the file
    QDateTime modified; ///< local time, without a zone; invalid where the zip does not say

    bool isFile() const { return kind == Kind::File; }
    /// Whether `readEntry` can read it.
    bool isReadable() const { return !isEncrypted && (method == 0 || method == 8); }
};

/// What a zip consists of. Reads end record, zip64 records, central directory and every local header by itself and
/// takes only what can be understood in one way: every byte of the file belongs to exactly one entry or record, and
/// all of them say the same. What the entries hold and where their names lead is not looked at.
class ArchiveListing
{
public:
    /// BadInput with the entry and the reason when it is no such zip, or has more entries than `limits` allow; Storage
    /// when it cannot be read; Cancelled. Blocks, for a second where there are 100,000 entries.
    static Result<ArchiveListing> read(const QString &path, const ArchiveLimits &limits = {},
                                       const std::stop_token &stop = {});

    /// In the order of the central directory.
    const std::vector<ArchiveEntry> &entries() const { return m_entries; }
    /// The file, still open: what was listed is what is read later. Shared; any thread.
    const std::shared_ptr<const ArchiveFile> &file() const { return m_file; }

private:
    std::shared_ptr<const ArchiveFile> m_file;
    std::vector<ArchiveEntry> m_entries;
};

/// `“name”` for a sentence: control characters made visible, cut where it is long.
QString quotedName(const QString &name);

} // namespace waybill
