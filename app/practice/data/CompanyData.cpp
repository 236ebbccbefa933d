#include "app/practice/data/CompanyData.h"

#include "app/practice/data/ImportRun.h"
#include "app/practice/data/Text.h"
#include "app/practice/data/entities/BuiltInEntities.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

CompanyData::CompanyData(const QString &folder) : m_folder(folder), m_entities(builtInEntities())
{
    if (!folder.isEmpty())
        QDir().mkpath(folder);
}

const Entity *CompanyData::find(const QString &label) const
{
    const auto found = std::find_if(m_entities.begin(), m_entities.end(), [&](const Entity &entity) {
        return entity.label.compare(label.trimmed(), Qt::CaseInsensitive) == 0;
    });
    return found == m_entities.end() ? nullptr : &*found;
}

KeyStore &CompanyData::store(const Entity &entity, int company)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<KeyStore> &store = m_stores[{&entity, company}];
    if (!store) {
        const QString name = u"%1-%2.keys"_s.arg(entity.targetTable, ReferenceData::companies().at(company));
        store = std::make_unique<KeyStore>(QDir(m_folder).filePath(name));
    }
    return *store;
}

bool CompanyData::holds(Table table, int company, const std::string &value)
{
    if (m_reference.contains(table, company, value))
        return true;
    if (m_folder.isEmpty())
        return false;
    return std::any_of(m_entities.begin(), m_entities.end(), [&](const Entity &entity) {
        return entity.fills == table && store(entity, company).contains(value);
    });
}

Target CompanyData::targetOf(const Entity &entity, int company)
{
    return {
        folded(ReferenceData::companies().at(company).toStdString()),
        [this, company](Table table, const std::string &value) { return holds(table, company, value); },
        [this, &entity, company](std::string_view lines) {
            return m_folder.isEmpty() ? qint64(std::count(lines.begin(), lines.end(), '\n'))
                                      : store(entity, company).add(lines);
        },
    };
}

} // namespace practice
