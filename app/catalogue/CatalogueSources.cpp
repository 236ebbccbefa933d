#include "app/catalogue/CatalogueSources.h"

#include "app/catalogue/CsdlReader.h"

#include <QDir>
#include <QFutureWatcher>
#include <QTemporaryFile>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

using Kept = std::shared_ptr<const Catalogue>;
using Read = CatalogueSources::Read;
constexpr int mostPages = 1000;

Result<NextLink> readPage(CatalogueSource source, QByteArray answer, const std::shared_ptr<CatalogueWriter> &into)
{
    return source == CatalogueSource::MetadataService ? readDataEntities(std::move(answer), *into)
                                                      : readServiceDocument(std::move(answer), *into);
}

Read finished(const std::shared_ptr<CatalogueWriter> &writer, const CatalogueHead &head, const Kept &kept)
{
    if (writer->sets() == 0)
        return fail(ErrorKind::ServerFault, u"The service names no entity there."_s);
    if (kept)
        writer->addDetailsOf(*kept);
    return Catalogue::open(writer->finish(head));
}

/// The same, as of another time.
Read unchanged(const Kept &kept, const QDateTime &now)
{
    CatalogueWriter writer;
    writer.addSetsOf(*kept);
    writer.addDetailsOf(*kept);
    CatalogueHead head = kept->head();
    head.asOf = now;
    return Catalogue::open(writer.finish(head));
}

Read readCsdlFile(const QString &path, const CatalogueHead &head, const std::stop_token &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Storage, u"What came of $metadata cannot be read: %1."_s.arg(file.errorString()), path);
    const auto writer = std::make_shared<CatalogueWriter>();
    const auto summary = readCsdl(file, *writer, stop);
    if (!summary)
        return fail(summary.error());
    return finished(writer, head, nullptr);
}

/// `reader` puts what was answered into a catalogue before what is there.
Read withPart(const Kept &kept, QByteArray answer, Result<int> (*reader)(QByteArray, CatalogueWriter &))
{
    CatalogueWriter writer;
    writer.addSetsOf(*kept);
    if (const auto count = reader(std::move(answer), writer); !count)
        return fail(count.error());
    writer.addDetailsOf(*kept);
    return Catalogue::open(writer.finish(kept->head()));
}

/// What programs left there that died while they read; nobody reads for a day.
void removeLeftovers(const QString &folder)
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    for (const QFileInfo &file : QDir(folder).entryInfoList({u"metadata-*.part"_s}, QDir::Files)) {
        if (file.lastModified() < yesterday)
            QFile::remove(file.filePath());
    }
}

} // namespace

Read merged(std::shared_ptr<const Catalogue> kept, std::shared_ptr<const Catalogue> other)
{
    CatalogueWriter writer;
    writer.addSetsOf(*kept);
    writer.addSetsOf(*other);
    writer.addDetailsOf(*other);
    writer.addDetailsOf(*kept);
    return Catalogue::open(writer.finish(kept->head()));
}

CatalogueSources::CatalogueSources(CatalogueCalls calls, QString folder)
    : m_calls(std::move(calls)), m_folder(std::move(folder))
{
}

QCoro::Task<Read> CatalogueSources::read(CatalogueSource source, Kept kept, QDateTime now, std::stop_token stop) const
{
    if (source == CatalogueSource::Metadata) {
        auto read = co_await readMetadata(kept, now, stop);
        co_return read;
    }
    const CatalogueCalls calls = m_calls;
    const bool isService = source == CatalogueSource::MetadataService;
    const QString etag = kept && kept->head().source == source ? kept->head().etag : QString();
    // Named, and not in one expression: g++ 12 destroys twice what it awaits in a conditional.
    const auto asking = isService ? calls.dataEntities(etag, stop) : calls.serviceDocument(etag, stop);
    auto got = co_await asking;
    if (!got)
        co_return fail(got.error());
    if (got->isUnchanged && !etag.isEmpty()) { // one that nobody asked for says nothing of what is kept
        const auto working = QtConcurrent::run(&unchanged, kept, now);
        auto again = co_await working;
        co_return again;
    }
    const auto writer = std::make_shared<CatalogueWriter>();
    const CatalogueHead head{calls.client().base().toString(), source, got->etag(), now};
    QSet<QString> seen;
    QUrl place = isService ? calls.dataEntitiesUrl() : calls.serviceDocumentUrl();
    for (;;) {
        const auto reading = QtConcurrent::run(&readPage, source, std::move(got->answer.body), writer);
        const auto next = co_await reading;
        if (!next)
            co_return fail(next.error());
        if (next->isEmpty())
            break;
        if (seen.contains(*next) || seen.size() >= mostPages)
            co_return fail(ErrorKind::ServerFault, u"The pages of the list of entities never end."_s);
        seen.insert(*next);
        got = co_await calls.nextPage(place, *next, stop);
        if (!got)
            co_return fail(got.error());
        place = place.resolved(QUrl(*next));
    }
    const auto finishing = QtConcurrent::run(&finished, writer, head, kept);
    auto catalogue = co_await finishing;
    co_return catalogue;
}

QCoro::Task<Read> CatalogueSources::readMetadata(Kept kept, QDateTime now, std::stop_token stop) const
{
    const CatalogueCalls calls = m_calls;
    QDir().mkpath(m_folder);
    removeLeftovers(m_folder);
    QTemporaryFile file(m_folder + u"/metadata-XXXXXX.part"_s);
    if (!file.open()) {
        co_return fail(ErrorKind::Storage,
                       u"$metadata cannot be written to %1: %2. Check the free space and your "
                       u"rights there."_s.arg(QDir::toNativeSeparators(m_folder), file.errorString()));
    }
    const bool isOfIt = kept && kept->head().source == CatalogueSource::Metadata;
    const QString etag = isOfIt ? kept->head().etag : QString();
    auto got = co_await calls.metadata(file.fileName(), etag, stop);
    if (!got)
        co_return fail(got.error());
    if (got->isUnchanged && !etag.isEmpty()) { // one that nobody asked for says nothing of what is kept
        const auto working = QtConcurrent::run(&unchanged, kept, now);
        auto again = co_await working;
        co_return again;
    }
    const CatalogueHead head{calls.client().base().toString(), CatalogueSource::Metadata, got->etag(), now};
    const auto reading = QtConcurrent::run(&readCsdlFile, file.fileName(), head, stop);
    auto catalogue = co_await reading;
    co_return catalogue;
}

QCoro::Task<Read> CatalogueSources::withDetails(Kept kept, QString publicName, std::stop_token stop) const
{
    const CatalogueCalls calls = m_calls;
    auto got = co_await calls.publicEntity(publicName, stop);
    if (!got)
        co_return fail(got.error());
    const auto adding = QtConcurrent::run(&withPart, kept, std::move(got->answer.body), &readPublicEntities);
    auto catalogue = co_await adding;
    if (catalogue && !(*catalogue)->hasDetails(publicName))
        co_return fail(ErrorKind::ServerFault,
                       u"The metadata service did not say what %1 consists of."_s.arg(publicName));
    co_return catalogue;
}

QCoro::Task<Read> CatalogueSources::withEnumeration(Kept kept, QString name, std::stop_token stop) const
{
    const CatalogueCalls calls = m_calls;
    auto got = co_await calls.enumeration(name, stop);
    if (!got)
        co_return fail(got.error());
    const auto adding = QtConcurrent::run(&withPart, kept, std::move(got->answer.body), &readEnumerations);
    auto catalogue = co_await adding;
    co_return catalogue;
}

} // namespace waybill
