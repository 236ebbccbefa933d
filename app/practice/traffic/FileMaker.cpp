#include "app/practice/traffic/FileMaker.h"

#include "app/practice/Jobs.h"
#include "app/practice/data/entities/BuiltInEntities.h"
#include "app/practice/traffic/FileWriter.h"
#include "app/practice/traffic/RecordMaker.h"

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// Null for a label that no entity has.
const Entity *entityOf(const FileOrder &order)
{
    static const std::vector<Entity> entities = builtInEntities();
    const auto found = std::find_if(entities.begin(), entities.end(), [&](const Entity &candidate) {
        return candidate.label.compare(order.entity.trimmed(), Qt::CaseInsensitive) == 0;
    });
    return found == entities.end() ? nullptr : &*found;
}

SourceFormat formatOf(const FileOrder &order)
{
    if (order.format != SourceFormat::ByContent)
        return order.format;
    for (const Job &job : builtInJobs())
        if (job.entity.compare(order.entity, Qt::CaseInsensitive) == 0 && job.format != SourceFormat::ByContent)
            return job.format;
    return SourceFormat::Csv;
}

/// Which rows are spoilt for what: spread evenly, never the first, which duplicates repeat.
std::map<int, Cause> placesOf(const FileOrder &order)
{
    QList<Cause> causes;
    for (const auto &[cause, count] : order.bad)
        if (spoilsRecords(cause))
            causes.append(QList<Cause>(count, cause));
    std::map<int, Cause> places;
    const qint64 room = order.rows - 1;
    for (qsizetype index = 0; index < causes.size(); ++index)
        places.emplace(int(1 + index * room / causes.size()), causes.at(index));
    return places;
}

QString complaint(const FileOrder &order, const Entity *entity)
{
    qint64 spoilt = 0;
    for (const auto &[cause, count] : order.bad)
        spoilt += spoilsRecords(cause) ? count : 0;
    if (!entity)
        return u"There is no entity \"%1\" in the practice environment."_s.arg(order.entity);
    if (spoilt > order.rows - 1)
        return u"Of %1 records not more than %2 can be bad: the first one stays good."_s.arg(order.rows)
            .arg(std::max(order.rows - 1, 0));
    if (formatOf(order) == SourceFormat::Excel)
        return u"Excel files are not made yet; choose CSV, CSV-Unicode, XML-Element or XML-Attribute."_s;
    if (has(order.bad, Cause::Balance) && !entity->balance)
        return u"The entity \"%1\" has no balance to break."_s.arg(entity->label);
    return {};
}

} // namespace

MadeFile makeFile(const FileOrder &order, const Pools &pools)
{
    const Entity *const entity = entityOf(order);
    if (const QString problem = complaint(order, entity); !problem.isEmpty())
        return {{}, problem};
    RecordMaker maker(*entity, order.seed, pools);
    maker.expect(order.rows);
    const std::map<int, Cause> places = placesOf(order);
    FileWriter writer(*entity, maker.columns(), formatOf(order), order.bad);
    for (int row = 0; row < (has(order.bad, Cause::Empty) ? 0 : order.rows); ++row) {
        MadeRecord record = maker.good(row);
        if (const auto place = places.find(row); place != places.end() && !maker.spoil(record, place->second, row))
            return {{}, u"The entity \"%1\" has no field for the cause \"%2\"."_s.arg(entity->label,
                                                                                  nameOf(place->second))};
        writer.add(record);
    }
    return {writer.finish(), {}};
}

void addKeysTo(Pools &pools, const FileOrder &order)
{
    const Entity *const entity = entityOf(order);
    if (!entity || !entity->fills || entity->keyCount() != 1)
        return;
    const RecordMaker maker(*entity, order.seed);
    const auto &columns = maker.columns();
    const auto key = std::find_if(columns.begin(), columns.end(),
                                  [&](int column) { return entity->fields[std::size_t(column)].isKey; });
    for (int row = 0; row < order.rows; ++row)
        pools[*entity->fills].push_back(maker.good(row)[std::size_t(key - columns.begin())]);
}

} // namespace practice
