#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <stop_token>

class QIODevice;

namespace waybill {

/// One file of a zip. Its name is only ever compared and shown: nothing is written under it.
struct ZipEntry {
    QString name;       ///< as it stands in the zip, with `/`
    qint64 bytes = 0;   ///< unpacked, as the zip says
    qint64 packed = 0;  ///< in the zip
    bool isFile = true; ///< not a folder, link or device
};

/// Reads files out of a zip that somebody else made, as streams in constant memory. What a zip says of itself is not
/// trusted: sizes are counted while unpacking, a file of more than a megabyte that unpacks to more than a thousand
/// times its size (a zip bomb) ends in an error, encrypted files and two files of one name are refused. One thread;
/// blocks.
class ZipReader
{
public:
    /// BadInput when it is no zip that can be read, or has more than 10,000 files; Storage when it cannot be opened.
    static Result<std::unique_ptr<ZipReader>> open(const QString &path);
    ~ZipReader();

    const QList<ZipEntry> &entries() const;
    /// The place of the file with this name: as written, else without regard to case, else the only one of that name in
    /// any folder; `\` counts as `/`. -1 when there is none, or more than one.
    qsizetype find(const QString &name) const;

    /// Unpacks one file into `to`. BadInput when it is damaged or longer than `most`, Storage when `to` takes no more,
    /// Cancelled. Bytes may have been written before an error.
    Result<qint64> unpack(qsizetype entry, QIODevice &to, qint64 most, const std::stop_token &stop = {});
    /// The bytes of one small file.
    Result<QByteArray> bytes(qsizetype entry, qint64 most);

private:
    struct Private;
    explicit ZipReader(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace waybill
