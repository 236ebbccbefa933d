// A zip in memory.
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

struct zip;
struct zip_source;

namespace practice {

/// Writes a zip whose bytes follow from what was added: no entry has the time of its making.
class ZipWriter
{
public:
    ZipWriter();
    ~ZipWriter();
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;

    /// Any name, also one that no honest archive has.
    void add(const QString &name, const QByteArray &bytes);
    /// The whole archive; empty when it could not be written. To be called once.
    QByteArray finish();

private:
    zip_source *m_target = nullptr;
    zip *m_archive = nullptr;
    std::vector<std::unique_ptr<QByteArray>> m_kept; ///< read when the archive is finished
};

} // namespace practice
