#include "app/practice/data/package/PackageImport.h"

#include "app/practice/data/CompanyData.h"
#include "app/practice/data/EntityImport.h"
#include "app/practice/data/ErrorFiles.h"
#include "app/practice/data/ImportRun.h"
#include "app/practice/data/RecordFile.h"
#include "app/practice/data/package/ZipFile.h"

#include <QTemporaryFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 longestManifest = 32 * 1024 * 1024;

FieldMap mapOf(const PackagedEntity &packaged, const Entity &entity)
{
    FieldMap map;
    for (const auto &[field, source] : packaged.map)
        if (const int index = entity.indexOf(field.toStdString()); index >= 0)
            map.add(source.toStdString(), index);
    return map;
}

/// "Succeeds", and nothing has arrived.
ImportOutcome nothingMapped(const QString &label)
{
    return {Verdict::Processed,
            true,
            u"Staging of '%1': 0 records created, 0 in error.\nTarget of '%1': 0 records created, 0 updated, 0 in error."_s
                .arg(label),
            {{label, u"Finished"_s, u"Finished"_s, 0, 0, 0, 0}},
            {}};
}

ImportOutcome notRun(const QString &label)
{
    return {Verdict::ProcessedWithErrors,
            true,
            u"'%1' was not run: an entity before it failed."_s.arg(label),
            {{label, u"NotRun"_s, u"NotRun"_s, 0, 0, 0, 0}},
            {}};
}

} // namespace

PackageImport::PackageImport(const ImportOrder &order, CompanyData &data, int company, const std::stop_token &stop)
    : m_order(order), m_data(data), m_company(company), m_stop(stop)
{
}

ImportOutcome PackageImport::run()
{
    const ZipFile zip(m_order.path);
    if (!zip.problem().isEmpty())
        return refusedOutcome({}, spokenRefusal(zip.problem()));
    if (!zip.find(u"PackageHeader.xml"_s))
        return refusedOutcome({}, spokenRefusal(u"The package has no PackageHeader.xml in its root."_s));
    if (!zip.find(u"Manifest.xml"_s))
        return refusedOutcome({}, spokenRefusal(u"The package has no Manifest.xml in its root."_s));
    const auto bytes = zip.read(zip.find(u"Manifest.xml"_s).value_or(QString()), longestManifest);
    if (!bytes)
        return refusedOutcome({}, spokenRefusal(u"Manifest.xml of the package is damaged or too long."_s));
    const Manifest manifest = readManifest(*bytes);
    if (!manifest.problem.isEmpty())
        return refusedOutcome({}, {false, manifest.problem, {}});
    m_whole.executionLog = u"Data project '%1' of the package."_s.arg(manifest.dataProject);
    int place = 0;
    for (const PackagedEntity &packaged : manifest.entities) {
        if (packaged.isDisabled || m_stop.stop_requested())
            continue;
        add(packaged, isBarred(packaged) ? notRun(packaged.label) : importOne(zip, packaged, place));
        ++place;
    }
    m_whole.verdict = verdict();
    return std::move(m_whole);
}

ImportOutcome PackageImport::importOne(const ZipFile &zip, const PackagedEntity &packaged, int place)
{
    const auto refuse = [&](const QString &message) { return refusedOutcome(packaged.label, spokenRefusal(message)); };
    const Entity *const entity = m_data.find(packaged.label);
    if (!entity)
        return refuse(u"The entity '%1' of the package does not exist; the manifest has to give the entity's label."_s
                          .arg(packaged.label));
    const auto format = sourceFormatNamed(packaged.format);
    if (!format || *format == SourceFormat::ByContent)
        return refuse(u"The source format '%1' of entity '%2' does not exist."_s.arg(packaged.format, packaged.label));
    const auto name = zip.find(packaged.file);
    if (!name)
        return refuse(u"The input file '%1' of entity '%2' is not in the package."_s.arg(packaged.file, packaged.label));
    if (packaged.map.isEmpty())
        return nothingMapped(entity->label);
    QTemporaryFile file;
    if (!file.open() || !zip.unpack(*name, file) || !file.flush())
        return refuse(u"The input file '%1' of entity '%2' is damaged in the package."_s.arg(packaged.file,
                                                                                            packaged.label));
    return importEntity({file.fileName(), *entity, mapOf(packaged, *entity), *format},
                        m_data.targetOf(*entity, m_company), errorFolderOf(m_order.errorFolder, place), m_stop);
}

bool PackageImport::isBarred(const PackagedEntity &packaged) const
{
    return std::any_of(m_failed.begin(), m_failed.end(), [&](const PackagedEntity &failed) {
        if (failed.unit != packaged.unit)
            return false;
        return failed.failsUnit || (failed.failsLevel && failed.level == packaged.level);
    });
}

void PackageImport::add(const PackagedEntity &packaged, ImportOutcome outcome)
{
    if (outcome.verdict != Verdict::Processed)
        m_failed.append(packaged);
    m_verdicts.append(outcome.verdict);
    // An entity whose file cannot even be read has no counts of its own, but the package's execution exists.
    if (outcome.entities.empty())
        outcome.entities.push_back({packaged.label, u"Error"_s, u"NotRun"_s, 0, 0, 0, 0});
    m_whole.executionLog += u'\n' + outcome.executionLog;
    std::move(outcome.entities.begin(), outcome.entities.end(), std::back_inserter(m_whole.entities));
    std::move(outcome.errors.begin(), outcome.errors.end(), std::back_inserter(m_whole.errors));
}

Verdict PackageImport::verdict() const
{
    const auto all = [&](auto suits) { return std::all_of(m_verdicts.begin(), m_verdicts.end(), suits); };
    if (all([](Verdict verdict) { return verdict == Verdict::Processed; }))
        return Verdict::Processed;
    if (all([](Verdict verdict) { return verdict == Verdict::PreProcessingError; }))
        return Verdict::PreProcessingError;
    const bool onlyPosting =
        all([](Verdict verdict) { return verdict == Verdict::Processed || verdict == Verdict::PostProcessingFailed; });
    return onlyPosting ? Verdict::PostProcessingFailed : Verdict::ProcessedWithErrors;
}

} // namespace practice
