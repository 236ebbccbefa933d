#include "app/packages/DownloadStore.h"

#include "app/journal/Durable.h"
#include "app/packages/FilePlacing.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>

namespace waybill {
using namespace Qt::StringLiterals;

DownloadStore::DownloadStore(QString profileFolder) : m_folder(std::move(profileFolder) + u"/downloads"_s) {}

QString DownloadStore::path(const QString &file) const
{
    return file.isEmpty() ? QString() : m_folder + u'/' + file;
}

QString DownloadStore::partPath(DownloadKey key) const
{
    return u"%1/.incoming/%2.part"_s.arg(m_folder).arg(number(key));
}

Result<void> DownloadStore::prepare() const
{
    const QString incoming = m_folder + u"/.incoming"_s;
    if (!makeFolder(incoming))
        return notStored(incoming, qt_error_string());
    QFile probe(incoming + u"/probe"_s);
    // What companies exchange is nobody else's business.
    (void)QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!probe.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || probe.write("x") != 1)
        return notStored(incoming, probe.errorString());
    probe.close();
    probe.remove();
    return {};
}

Result<qint64> DownloadStore::openPart(DownloadKey key) const
{
    const QFileInfo there(partPath(key));
    std::error_code failed;
    // A program that died while it gave the part its name left it two: it must not be written to under either.
    if (there.exists() && std::filesystem::hard_link_count(there.filesystemFilePath(), failed) > 1)
        removePart(key);
    QFile part(partPath(key));
    if (!part.exists() && !part.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return notStored(part.fileName(), part.errorString());
    return part.size();
}

Result<QString> DownloadStore::place(DownloadKey key, const QString &wanted, const QString &sha256) const
{
    return placeFile(partPath(key), m_folder, wanted, sha256);
}

void DownloadStore::removePart(DownloadKey key) const
{
    QFile::remove(partPath(key));
}

} // namespace waybill
