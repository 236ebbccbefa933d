// What the companies hold: from the start, and by what was imported.
#pragma once

#include "app/practice/data/Entity.h"
#include "app/practice/data/KeyStore.h"
#include "app/practice/data/ReferenceData.h"

#include <QString>

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace practice {

struct Target;

/// The entities and, for each company, the values that references may name. May be used from several threads.
class CompanyData
{
public:
    /// `folder` keeps the keys of what arrives; an empty one keeps nothing, so that every import finds the same.
    explicit CompanyData(const QString &folder);

    const std::vector<Entity> &entities() const { return m_entities; }
    /// By its label without regard to case; null when there is none.
    const Entity *find(const QString &label) const;

    /// What an import of the entity into the company (an index of ReferenceData::companies()) writes to.
    Target targetOf(const Entity &entity, int company);

private:
    KeyStore &store(const Entity &entity, int company);
    bool holds(Table table, int company, const std::string &value);

    const QString m_folder;
    const std::vector<Entity> m_entities;
    const ReferenceData m_reference;
    std::mutex m_mutex;
    std::map<std::pair<const Entity *, int>, std::unique_ptr<KeyStore>> m_stores;
};

} // namespace practice
