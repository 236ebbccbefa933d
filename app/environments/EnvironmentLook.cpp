#include "app/base/FileThreads.h"
#include "app/environments/EnvironmentFile.h"
#include "app/environments/EnvironmentStore.h"

#include <QFileSystemWatcher>
#include <QPointer>
#include <QtConcurrentRun>

#include <qcorofuture.h>

// How the store sees what stands in its file, and that another program changed it.

namespace waybill {

struct EnvironmentStore::Read {
    Stamp stamp;
    QList<Environment> saved;
};

Result<EnvironmentStore::Read> EnvironmentStore::read(const QString &path)
{
    const EnvironmentFile file(path, schemaVersion);
    Read read{file.stamp(), {}}; // before reading: a change during it is seen next time
    const auto root = file.read();
    if (!root)
        return fail(root.error());
    auto saved = file.environments(*root);
    if (!saved)
        return fail(saved.error());
    read.saved = std::move(*saved);
    return read;
}

std::optional<EnvironmentStore::Read> EnvironmentStore::readIfChanged(const QString &path, const Stamp &seen)
{
    if (EnvironmentFile(path, schemaVersion).stamp() == seen)
        return std::nullopt;
    auto fresh = read(path);
    return fresh ? std::optional(std::move(*fresh)) : std::nullopt;
}

Result<QList<Environment>> EnvironmentStore::load()
{
    auto fresh = read(path());
    if (!fresh)
        return fail(fresh.error());
    m_seen = fresh->stamp;
    publish(std::move(fresh->saved));
    return m_all;
}

Result<void> EnvironmentStore::loadIfChanged()
{
    if (EnvironmentFile(path(), schemaVersion).stamp() == m_seen)
        return {};
    if (auto loaded = load(); !loaded)
        return fail(loaded.error());
    return {};
}

QCoro::Task<void> EnvironmentStore::lookAnew()
{
    const QPointer<EnvironmentStore> alive(this);
    for (;;) {
        const Stamp before = m_seen;
        const auto looking = QtConcurrent::run(&fileThreads(), &EnvironmentStore::readIfChanged, path(), before);
        const auto fresh = co_await looking;
        if (!alive || !fresh)
            co_return;
        if (m_seen != before) // another look was quicker, or this program wrote; neither need be the newest
            continue;
        m_seen = fresh->stamp;
        publish(fresh->saved);
        co_return;
    }
}

void EnvironmentStore::followOtherPrograms()
{
    // The folder, not the file: each change is another file under the same name.
    m_watcher = std::make_unique<QFileSystemWatcher>(QStringList{m_folder});
    connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &EnvironmentStore::lookAnew);
}

} // namespace waybill
