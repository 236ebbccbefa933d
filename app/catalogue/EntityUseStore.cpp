#include "app/catalogue/EntityUseStore.h"

#include "app/catalogue/CatalogueFiles.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int mostUses = 1'000'000;
}

EntityUseStore::EntityUseStore(QString profileFolder, const QString &environment)
    : m_path(catalogueFile(profileFolder, environment, u".use.json"_s))
{
}

Result<EntityUse> EntityUseStore::read() const
{
    const auto bytes = readWholeFile(m_path);
    if (!bytes)
        return fail(bytes.error());
    EntityUse use;
    if (!*bytes)
        return use;
    const QJsonDocument document = QJsonDocument::fromJson(**bytes);
    if (!document.isObject())
        return fail(ErrorKind::Storage,
                    u"What is kept of the entities you use, in %1, is damaged; it begins anew."_s.arg(m_path));
    const QJsonObject used = document[u"used"_s].toObject();
    for (auto it = used.begin(); it != used.end(); ++it)
        use.used.insert(it.key(), std::clamp(it->toInt(), 0, mostUses));
    for (const auto &name : document[u"favourites"_s].toArray())
        use.favourites.insert(name.toString());
    return use;
}

Result<void> EntityUseStore::change(const std::function<void(EntityUse &)> &edit) const
{
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(5000))
        return fail(ErrorKind::Busy, u"%1 is being written by another program."_s.arg(m_path));
    if (const auto bytes = readWholeFile(m_path); !bytes)
        return fail(bytes.error()); // it may be whole, and readable the next time
    EntityUse use = read().value_or(EntityUse());
    edit(use);
    QJsonObject used;
    for (auto it = use.used.cbegin(); it != use.used.cend(); ++it)
        used.insert(it.key(), *it);
    QStringList favourites = use.favourites.values();
    favourites.sort();
    const QJsonObject root{
        {u"format"_s, 1}, {u"used"_s, used}, {u"favourites"_s, QJsonArray::fromStringList(favourites)}};
    return replaceFile(m_path, QJsonDocument(root).toJson());
}

Result<void> EntityUseStore::noteUse(const QString &set) const
{
    return change([&set](EntityUse &use) { use.used[set] = std::min(use.used.value(set) + 1, mostUses); });
}

Result<void> EntityUseStore::setFavourite(const QString &set, bool is) const
{
    return change([&](EntityUse &use) {
        use.favourites.remove(set);
        if (is)
            use.favourites.insert(set);
    });
}

} // namespace waybill
