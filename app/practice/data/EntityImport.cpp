#include "app/practice/data/EntityImport.h"

#include "app/practice/data/CsvSource.h"
#include "app/practice/data/FileKind.h"
#include "app/practice/data/ImportRun.h"
#include "app/practice/data/RecordFile.h"
#include "app/practice/data/XmlSource.h"

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// Why a file of this kind is not read at all; empty when it is.
QString kindFault(FileKind kind)
{
    switch (kind) {
    case FileKind::Workbook:
    case FileKind::OldWorkbook:
        return u"The source file is an Excel workbook. The practice environment does not read Excel yet: send the "
               "data as CSV or XML."_s;
    case FileKind::Package:
        return u"The source file is a data package, but the job takes single files of one entity."_s;
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

/// Why the file is not what its data project says; empty when it is.
QString formatFault(FileKind kind, SourceFormat format)
{
    if (format == SourceFormat::Excel)
        return u"The data project's format is EXCEL. The practice environment does not read Excel yet: use CSV or "
               "XML."_s;
    const bool wantsXml = format == SourceFormat::XmlElement || format == SourceFormat::XmlAttribute;
    if (format == SourceFormat::ByContent || wantsXml == (kind == FileKind::Xml))
        return {};
    return u"The source file is %1, but the data project's format is %2."_s.arg(
        kind == FileKind::Xml ? u"XML"_s : u"delimited text"_s, nameOf(format));
}

} // namespace

ImportOutcome refusedOutcome(const QString &entity, Refusal refusal)
{
    EntityOutcome counts{entity, u"Error"_s, u"NotRun"_s};
    std::vector<EntityOutcome> entities;
    if (refusal.executionMade && !entity.isEmpty())
        entities.push_back(counts);
    return {Verdict::PreProcessingError, refusal.executionMade, refusal.log, std::move(entities),
            std::move(refusal.errors)};
}

Refusal spokenRefusal(const QString &message)
{
    return {true, message, {{QString(), QString(), message}}};
}

ImportOutcome importEntity(const RecordFile &file, const Target &target, const QString &errorFolder,
                           const std::stop_token &stop)
{
    const FileKind kind = fileKind(file.path);
    if (kind == FileKind::Unreadable)
        return refusedOutcome(file.entity.label, {false, u"The message's file is no longer in storage."_s, {}});
    if (const QString fault = kindFault(kind); !fault.isEmpty())
        return refusedOutcome(file.entity.label, spokenRefusal(fault));
    if (const QString fault = formatFault(kind, file.format); !fault.isEmpty())
        return refusedOutcome(file.entity.label, spokenRefusal(fault));

    std::unique_ptr<RecordSource> source;
    if (kind == FileKind::Xml)
        source = std::make_unique<XmlSource>(file);
    else
        source = std::make_unique<CsvSource>(file);
    ImportRun run(file.entity, target, errorFolder);
    Record record;
    RecordSource::Step step = source->next(record);
    const std::vector<int> columns = source->columns();
    for (; step == RecordSource::Step::Record && !stop.stop_requested(); step = source->next(record))
        run.take(record, columns);
    if (step == RecordSource::Step::End)
        return run.finish(source->description());
    run.discard();
    return refusedOutcome(file.entity.label, source->refusal());
}

} // namespace practice
