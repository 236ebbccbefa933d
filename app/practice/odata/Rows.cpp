#include "app/practice/odata/Rows.h"

#include "app/practice/data/ReferenceData.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <numeric>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace practice::odata {
namespace {

const std::shared_ptr<const std::vector<std::string>> &noKeys()
{
    static const auto none = std::make_shared<const std::vector<std::string>>();
    return none;
}

/// The keys of a file of one key a line that are not in the pool already.
std::shared_ptr<const std::vector<std::string>> readKeys(const QString &path, const std::vector<std::string> &pool)
{
    auto keys = std::make_shared<std::vector<std::string>>();
    const std::unordered_set<std::string_view> known(pool.begin(), pool.end());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return keys;
    for (QByteArray line = file.readLine(); line.endsWith('\n'); line = file.readLine()) {
        line.chop(1);
        if (!known.contains(std::string_view(line.constData(), std::size_t(line.size()))))
            keys->push_back(line.toStdString());
    }
    return keys;
}

} // namespace

Rows::Rows(const EntitySet &set, std::vector<Part> parts) : m_set(&set), m_parts(std::move(parts))
{
    for (const Part &part : m_parts)
        m_count += part.count;
}

Place Rows::at(std::int64_t row) const
{
    auto part = m_parts.begin();
    for (; row >= part->count; ++part)
        row -= part->count;
    Place place;
    place.pools = part->pools;
    place.imported = part->imported.get();
    place.company = Model::companies()[std::size_t(part->company)];
    place.companyBase = part->companyBase;
    place.row = part->changes ? part->changes->numberAt(row, part->made) : row;
    place.base = mix(part->companyBase, std::uint64_t(place.row));
    if (part->changes) {
        const auto written = part->changes->rows.find(place.row);
        place.written = written == part->changes->rows.end() ? nullptr : &written->second;
    }
    return place;
}

std::uint64_t Rows::version() const
{
    std::uint64_t version = 0;
    for (const Part &part : m_parts)
        version += part.changes ? part.changes->version : 0;
    return version;
}

World::World(std::uint64_t seed, const QString &folder) : m_seed(seed), m_folder(folder)
{
    const ReferenceData data;
    for (int company = 0; company < ReferenceData::companies().size(); ++company) {
        Pools &pools = m_pools.emplace_back();
        for (std::size_t table = 0; table < pools.size(); ++table)
            pools[table] = data.members(Table(table), company);
    }
    m_pools.emplace_back(); // dat
}

std::shared_ptr<const std::vector<std::string>> World::imported(const EntitySet &set, int company) const
{
    if (!set.fills || set.importedTable.empty() || m_folder.isEmpty())
        return noKeys();
    const QString name = u"%1-%2.keys"_s.arg(QString::fromStdString(set.importedTable),
                                             QString::fromStdString(Model::companies()[std::size_t(company)]));
    const QString path = QDir(m_folder).filePath(name);
    const qint64 size = QFileInfo(path).size();
    if (size == 0)
        return noKeys();
    const std::lock_guard lock(m_mutex);
    KeyFile &file = m_keyFiles[path];
    if (file.size != size)
        file = {size, readKeys(path, m_pools[std::size_t(company)][std::size_t(*set.fills)])};
    return file.keys;
}

Rows World::rows(const EntitySet &set, bool crossCompany) const
{
    return rows(set, crossCompany, *written());
}

Rows World::rows(const EntitySet &set, const std::vector<int> &companies) const
{
    return rows(set, companies, *written());
}

Rows World::rows(const EntitySet &set, bool crossCompany, const Written &written) const
{
    const std::vector<std::string> &names = Model::companies();
    std::vector<int> companies{0};
    if (crossCompany && set.companyProperty() >= 0) {
        companies.resize(names.size());
        std::iota(companies.begin(), companies.end(), 0);
        std::sort(companies.begin(), companies.end(),
                  [&](int a, int b) { return names[std::size_t(a)] < names[std::size_t(b)]; });
    }
    return rows(set, companies, written);
}

Rows World::rows(const EntitySet &set, const std::vector<int> &companies, const Written &written) const
{
    std::vector<Rows::Part> parts;
    for (const int company : companies) {
        const Pools &pools = m_pools[std::size_t(company)];
        auto keys = imported(set, company);
        const std::int64_t made = set.rows(pools, company) + std::int64_t(keys->size());
        std::shared_ptr<const Changes> changes;
        if (const auto found = written.find({set.name, company}); found != written.end())
            changes = found->second;
        const std::int64_t count = changes ? changes->count(made) : made;
        parts.push_back(
            {company, count, made, &pools, mix(m_seed, std::uint64_t(company)), std::move(keys), std::move(changes)});
    }
    return {set, std::move(parts)};
}

std::shared_ptr<const Written> World::written() const
{
    const std::lock_guard lock(m_mutex);
    return m_written;
}

void World::show(Written written)
{
    auto next = std::make_shared<const Written>(std::move(written));
    const std::lock_guard lock(m_mutex);
    m_written = std::move(next);
}

void World::change(Written &written, const EntitySet &set, int company, const std::function<void(Changes &)> &write)
{
    std::shared_ptr<const Changes> &now = written[{set.name, company}];
    auto next = now ? std::make_shared<Changes>(*now) : std::make_shared<Changes>();
    ++next->version;
    write(*next);
    now = std::move(next);
}

Rows World::table(const EntitySet &set)
{
    static const Pools none;
    const std::int64_t count = set.rows(none, 0);
    return {set, {{0, count, count, &none, 0, noKeys(), nullptr}}};
}

} // namespace practice::odata
