#include "app/practice/Jobs.h"

#include <QJsonArray>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

Job importJob(const QString &name, const QString &entity, SourceFormat format = SourceFormat::ByContent)
{
    return {name, {}, u"import"_s, entity, u"usmf"_s, false, format};
}

Job exportJob(const QString &name, const QString &entity, SourceFormat format = SourceFormat::ByContent)
{
    return {name, {}, u"export"_s, entity, u"usmf"_s, false, format};
}

Job packageJob(const QString &name)
{
    return {name, {}, u"import"_s, {}, u"usmf"_s, true};
}

} // namespace

const QList<Job> &builtInJobs()
{
    static const QList<Job> jobs{
        importJob(u"Customer groups"_s, u"Customer groups"_s),
        importJob(u"Customers"_s, u"Customers V3"_s),
        importJob(u"Demand forecast"_s, u"Demand forecast entries"_s),
        importJob(u"Sales order lines"_s, u"Sales order lines V2"_s),
        packageJob(u"Customer groups package"_s),
        exportJob(u"Customers export"_s, u"Customers V3"_s),
        importJob(u"Vendor groups"_s, u"Vendor groups"_s),
        importJob(u"Vendors"_s, u"Vendors V2"_s, SourceFormat::XmlAttribute),
        importJob(u"Released products"_s, u"Released products V2"_s, SourceFormat::CsvUnicode),
        importJob(u"Sales order headers"_s, u"Sales order headers V2"_s, SourceFormat::Csv),
        importJob(u"General journals"_s, u"General journals"_s, SourceFormat::XmlElement),
        packageJob(u"Master data package"_s),
        exportJob(u"Vendors export"_s, u"Vendors V2"_s, SourceFormat::XmlAttribute),
        exportJob(u"Released products export"_s, u"Released products V2"_s, SourceFormat::CsvUnicode),
        exportJob(u"Sales order headers export"_s, u"Sales order headers V2"_s, SourceFormat::XmlElement),
        exportJob(u"Ledger entries export"_s, u"General journal account entries"_s),
        {.name = u"Master data export"_s,
         .activityId = {},
         .direction = u"export"_s,
         .entity = {},
         .company = u"usmf"_s,
         .package = true,
         .entities = {u"Customer groups"_s, u"Customers V3"_s, u"Vendor groups"_s, u"Vendors V2"_s}},
    };
    return jobs;
}

QJsonObject toJson(const Job &job)
{
    const QString format = nameOf(job.format);
    QJsonObject json{
        {u"name"_s, job.name},           {u"activityId"_s, job.activityId},
        {u"direction"_s, job.direction}, {u"entity"_s, job.entity.isEmpty() ? QJsonValue() : QJsonValue(job.entity)},
        {u"company"_s, job.company},     {u"package"_s, job.package}};
    if (!format.isEmpty())
        json.insert(u"format"_s, format);
    if (job.recurrenceSeconds > 0)
        json.insert(u"recurrenceSeconds"_s, job.recurrenceSeconds);
    if (!job.applications.isEmpty())
        json.insert(u"applications"_s, QJsonArray::fromStringList(job.applications));
    if (!job.entities.isEmpty())
        json.insert(u"entities"_s, QJsonArray::fromStringList(job.entities));
    return json;
}

Job jobFromJson(const QJsonObject &json)
{
    const QUuid id(json["activityId"_L1].toString());
    const auto words = [&json](QLatin1StringView key) {
        QStringList list;
        for (const auto &word : json[key].toArray())
            list.append(word.toString());
        return list;
    };
    return {json["name"_L1].toString(),
            id.isNull() ? QString() : id.toString(QUuid::WithoutBraces),
            json["direction"_L1].toString(),
            json["entity"_L1].toString(),
            json["company"_L1].toString(),
            json["package"_L1].toBool(),
            sourceFormatNamed(json["format"_L1].toString()).value_or(SourceFormat::ByContent),
            json["recurrenceSeconds"_L1].toInt(),
            words("applications"_L1),
            words("entities"_L1)};
}

} // namespace practice
