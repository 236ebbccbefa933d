#include "app/practice/data/Importer.h"

#include "app/practice/data/BuiltInEntities.h"
#include "app/practice/data/CsvSource.h"
#include "app/practice/data/FileKind.h"
#include "app/practice/data/ImportRun.h"
#include "app/practice/data/KeyStore.h"
#include "app/practice/data/ReferenceData.h"
#include "app/practice/data/Text.h"
#include "app/practice/data/XmlSource.h"

#include <QDir>

#include <map>
#include <mutex>

namespace practice {

using namespace Qt::StringLiterals;

namespace {

/// The outcome of a file that never reached staging.
ImportOutcome refused(const QString &entity, Refusal refusal)
{
    EntityOutcome counts{entity, u"Error"_s, u"NotRun"_s};
    std::vector<EntityOutcome> entities;
    if (refusal.executionMade && !entity.isEmpty())
        entities.push_back(counts);
    return {Verdict::PreProcessingError, refusal.executionMade, refusal.log, std::move(entities),
            std::move(refusal.errors)};
}

/// A refusal that stands in the error list as well, so that it is read where errors are read.
Refusal spoken(const QString &message)
{
    return {true, message, {{QString(), QString(), message}}};
}

/// Why a file of this kind is not read at all; empty when it is.
QString kindFault(FileKind kind)
{
    switch (kind) {
    case FileKind::Workbook:
    case FileKind::OldWorkbook:
        return u"The source file is an Excel workbook. The practice environment does not read Excel yet: send the "
               "data as CSV or XML."_s;
    case FileKind::Package:
        return u"The source file is a data package. The practice environment does not read data packages yet: send "
               "each entity's data as CSV or XML to a job of its own."_s;
    case FileKind::OtherZip:
        return u"The source file is a zip archive, but neither an Excel workbook nor a data package: it holds no "
               "Manifest.xml."_s;
    case FileKind::Unreadable:
    case FileKind::Delimited:
    case FileKind::Xml:
        break;
    }
    return {};
}

} // namespace

struct Importer::State {
    QString folder;
    std::vector<Entity> entities = builtInEntities();
    ReferenceData reference;
    std::mutex storesMutex;
    std::map<std::pair<const Entity *, int>, std::unique_ptr<KeyStore>> stores;

    const Entity *find(const QString &label) const;
    KeyStore &store(const Entity &entity, int company);
    bool holds(Table table, int company, const std::string &value);
    ImportOutcome importRecords(const QString &path, FileKind kind, const Entity &entity, int company,
                                const std::stop_token &stop);
};

const Entity *Importer::State::find(const QString &label) const
{
    for (const Entity &entity : entities) {
        if (entity.label.compare(label.trimmed(), Qt::CaseInsensitive) == 0)
            return &entity;
    }
    return nullptr;
}

KeyStore &Importer::State::store(const Entity &entity, int company)
{
    const std::lock_guard lock(storesMutex);
    std::unique_ptr<KeyStore> &store = stores[{&entity, company}];
    if (!store) {
        const QString name = u"%1-%2.keys"_s.arg(entity.targetTable, ReferenceData::companies().at(company));
        store = std::make_unique<KeyStore>(QDir(folder).filePath(name));
    }
    return *store;
}

bool Importer::State::holds(Table table, int company, const std::string &value)
{
    if (reference.contains(table, company, value))
        return true;
    for (const Entity &entity : entities) {
        if (entity.fills == table && store(entity, company).contains(value))
            return true;
    }
    return false;
}

ImportOutcome Importer::State::importRecords(const QString &path, FileKind kind, const Entity &entity, int company,
                                             const std::stop_token &stop)
{
    const auto open = [&]() -> std::unique_ptr<RecordSource> {
        if (kind == FileKind::Xml)
            return std::make_unique<XmlSource>(path, entity);
        return std::make_unique<CsvSource>(path, entity);
    };
    Record record;
    // The whole file is read once before its first record counts: what breaks at its end must
    // leave nothing behind.
    const auto trial = open();
    RecordSource::Step step = RecordSource::Step::Record;
    while (step == RecordSource::Step::Record && !stop.stop_requested())
        step = trial->next(record);
    if (step == RecordSource::Step::Broken)
        return refused(entity.label, trial->refusal());

    const Target target{
        folded(ReferenceData::companies().at(company).toStdString()),
        [&](Table table, const std::string &value) { return holds(table, company, value); },
        [&](std::string_view lines) { return store(entity, company).add(lines); },
    };
    ImportRun run(entity, target);
    const auto source = open();
    while (!stop.stop_requested() && source->next(record) == RecordSource::Step::Record)
        run.take(record);
    return run.finish(source->description());
}

Importer::Importer(const QString &folder) : m_state(std::make_unique<State>())
{
    m_state->folder = folder;
    QDir().mkpath(folder);
}

Importer::~Importer() = default;

bool Importer::knowsEntity(const QString &label) const
{
    return m_state->find(label) != nullptr;
}

QStringList Importer::entityLabels() const
{
    QStringList labels;
    for (const Entity &entity : m_state->entities)
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

ImportOutcome Importer::import(const QString &payloadPath, const QString &entityLabel, const QString &company,
                               const QString &activityId, std::stop_token stop)
{
    const auto refuse = [&](Refusal refusal) {
        refusal.log.prepend(u"Recurring data job %1.\n"_s.arg(activityId));
        return refused(entityLabel, std::move(refusal));
    };
    const FileKind kind = fileKind(payloadPath);
    if (kind == FileKind::Unreadable)
        return refuse({false, u"The message's file is no longer in storage."_s, {}});
    if (const QString fault = kindFault(kind); !fault.isEmpty())
        return refuse(spoken(fault));
    if (entityLabel.isEmpty())
        return refuse(spoken(u"The job takes data packages, but the source file is not a zip archive."_s));
    const Entity *entity = m_state->find(entityLabel);
    if (!entity)
        return refuse(spoken(u"The entity '%1' does not exist in the data project."_s.arg(entityLabel)));
    const int index = company.trimmed().isEmpty() ? 0 : ReferenceData::companyIndex(company);
    if (index < 0)
        return refuse(spoken(u"The company '%1' does not exist."_s.arg(company)));
    ImportOutcome outcome = m_state->importRecords(payloadPath, kind, *entity, index, stop);
    outcome.executionLog.prepend(u"Recurring data job %1.\n"_s.arg(activityId));
    return outcome;
}

} // namespace practice
