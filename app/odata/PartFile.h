#pragma once

#include "app/odata/RowWriter.h"

#include <QFile>
#include <QLockFile>

namespace waybill {

/// A file that appears whole or not at all: `FILE.part` beside it while it is written, on the disk and renamed at the
/// end. One thread at a time.
class PartFile final : public ByteSink
{
public:
    /// `path` as somebody gave it; a link is followed. Nothing is made before the first write.
    explicit PartFile(const QString &path);

    /// Whether it can be written there: a folder that exists and may be written to, and nothing but a file. BadInput.
    Result<void> check() const;
    /// From now on, as long as this lives, nobody else may write there: a mark, `FILE.part.lock`, says so. What an
    /// earlier attempt left is gone. BadInput where another writing is under way.
    Result<void> claim();
    Result<void> write(std::string_view bytes) override;
    /// What was written is on the disk and has its name. Storage.
    Result<void> commit();
    /// Whether there is something of this writing under `FILE.part`.
    bool isKept() const;

    const QString &path() const { return m_path; }
    QString partPath() const { return m_path + QStringLiteral(".part"); }
    qint64 bytes() const;

private:
    tl::unexpected<Error> failed(const QString &why) const;

    QString m_path;
    QFile m_file; ///< of those who write through write()
    QLockFile m_lock;
};

} // namespace waybill
