#include "app/practice/data/Importer.h"

#include "app/practice/data/CompanyData.h"
#include "app/practice/data/EntityImport.h"
#include "app/practice/data/ErrorFiles.h"
#include "app/practice/data/FileKind.h"
#include "app/practice/data/ImportRun.h"
#include "app/practice/data/RecordFile.h"
#include "app/practice/data/package/PackageImport.h"

using namespace Qt::StringLiterals;

namespace practice {

Importer::Importer(const QString &folder) : m_data(std::make_unique<CompanyData>(folder)) {}

Importer::~Importer() = default;

bool Importer::knowsEntity(const QString &label) const
{
    return m_data->find(label) != nullptr;
}

QStringList Importer::entityLabels() const
{
    QStringList labels;
    for (const Entity &entity : m_data->entities())
        labels << entity.label;
    return labels;
}

bool Importer::knowsCompany(const QString &company) const
{
    return ReferenceData::companyIndex(company) >= 0;
}

QStringList Importer::companies() const
{
    return ReferenceData::companies();
}

ImportOutcome Importer::import(const ImportOrder &order, std::stop_token stop)
{
    const auto refuse = [&](const QString &message) {
        Refusal refusal = spokenRefusal(message);
        refusal.log.prepend(u"Recurring data job %1.\n"_s.arg(order.activityId));
        return refusedOutcome(order.entity, std::move(refusal));
    };
    const int company = order.company.trimmed().isEmpty() ? 0 : ReferenceData::companyIndex(order.company);
    if (company < 0)
        return refuse(u"The company '%1' does not exist."_s.arg(order.company));
    const FileKind kind = fileKind(order.path);
    if (order.entity.isEmpty() && kind != FileKind::Package && kind != FileKind::OtherZip)
        return refuse(u"The job takes data packages, but the source file is not a zip archive."_s);
    const Entity *const entity = m_data->find(order.entity);
    if (!entity && !order.entity.isEmpty())
        return refuse(u"The entity '%1' does not exist in the data project."_s.arg(order.entity));
    ImportOutcome outcome =
        entity ? importEntity({order.path, *entity, FieldMap(*entity), order.format},
                              m_data->targetOf(*entity, company), errorFolderOf(order.errorFolder, 0), stop)
               : PackageImport(order, *m_data, company, stop).run();
    outcome.executionLog.prepend(u"Recurring data job %1.\n"_s.arg(order.activityId));
    return outcome;
}

} // namespace practice
