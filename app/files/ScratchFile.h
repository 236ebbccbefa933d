#pragma once

#include "app/base/Error.h"

#include <QFile>

#include <memory>

namespace waybill {

/// A file for data that is worked on, for as long as the object lives: in the system's temporary folder, under a name
/// `waybill-scratch-…`, with mode 0600. A program that dies leaves it there; making one removes what stands in the
/// folder under such a name, belongs to this user and was last written more than a day ago.
class ScratchFile
{
public:
    /// The file is empty and open. A suffix `csv`, `xml` or `txt` becomes the end of its name, by which readers tell
    /// text; any other is left off. Storage when the folder takes no file.
    static Result<std::unique_ptr<ScratchFile>> make(const QString &suffix = {});

    ~ScratchFile() { m_file.remove(); }

    QFile &file() { return m_file; }
    QString path() const { return m_file.fileName(); }

private:
    explicit ScratchFile(const QString &path) : m_file(path) {}
    QFile m_file;
};

} // namespace waybill
