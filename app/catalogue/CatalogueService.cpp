#include "app/catalogue/CatalogueService.h"

#include "app/catalogue/CatalogueSearch.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

using Known = CatalogueService::Known;

QString named(CatalogueSource source)
{
    switch (source) {
    case CatalogueSource::Metadata:
        return u"$metadata"_s;
    case CatalogueSource::ServiceDocument:
        return u"the service document"_s;
    case CatalogueSource::MetadataService:
        break;
    }
    return u"the metadata service"_s;
}

Result<void> writeKept(const CatalogueCache &cache, const Known &catalogue)
{
    return cache.write(*catalogue);
}

Result<void> writeLabels(LabelStore labels)
{
    return labels.save();
}

QList<CatalogueSource> namesFirst()
{
    return {CatalogueSource::ServiceDocument, CatalogueSource::MetadataService, CatalogueSource::Metadata};
}

QList<CatalogueSource> labelsFirst()
{
    return {CatalogueSource::MetadataService, CatalogueSource::Metadata, CatalogueSource::ServiceDocument};
}

/// A sentence that names what somebody may have meant; empty where nothing is near.
QString similarTo(const QString &text, const Known &catalogue, const LabelStore &labels)
{
    constexpr qsizetype most = 3;
    QStringList names;
    for (const auto &found : CatalogueSearch(catalogue, labels).find(text)) {
        if (names.size() < most)
            names.append(catalogue->set(found.set).name);
    }
    return names.isEmpty() ? QString() : u" Similar: %1."_s.arg(names.join(u", "_s));
}

/// Our sentence with the service's own words.
QString withWords(const Error &error)
{
    return error.detail.isEmpty() ? error.message : u"%1 (%2)"_s.arg(error.message, error.detail.left(200));
}

} // namespace

CatalogueService::CatalogueService(QString profileFolder, QString environment, std::shared_ptr<HttpClient> client,
                                   std::shared_ptr<const Clock> clock, std::function<void(const QString &)> note)
    : m_url(client->base().toString()), m_cache(profileFolder, environment),
      m_sources(CatalogueCalls(client), profileFolder + u"/catalogue"_s), m_clock(std::move(clock)),
      m_note(std::move(note)), m_labels(profileFolder, environment),
      m_labelReader(CatalogueCalls(std::move(client)), &m_labels)
{
}

void CatalogueService::say(const QString &note) const
{
    if (m_note)
        m_note(note);
}

LabelStore &CatalogueService::labels()
{
    if (!std::exchange(m_labelsLoaded, true)) {
        if (const auto loaded = m_labels.load(); !loaded)
            say(loaded.error().message);
    }
    return m_labels;
}

CatalogueService::Kept CatalogueService::readKept(const CatalogueCache &cache, const QString &url, LabelStore labels)
{
    Kept kept{cache.read(url), std::move(labels), {}};
    kept.labelsRead = kept.labels.load();
    return kept;
}

QCoro::Task<void> CatalogueService::open()
{
    if (m_isOpen)
        co_return;
    const auto self = shared_from_this();
    if (!std::exchange(m_isOpening, true))
        m_opening = QtConcurrent::run(&readKept, m_cache, m_url, m_labels);
    const auto reading = m_opening;
    const auto kept = co_await reading;
    if (std::exchange(m_isOpen, true))
        co_return; // another question waited for the same
    if (kept.catalogue)
        m_known = *kept.catalogue;
    else
        say(kept.catalogue.error().message + u" It is read from the service anew."_s);
    if (!std::exchange(m_labelsLoaded, true)) {
        m_labels = kept.labels;
        if (!kept.labelsRead)
            say(kept.labelsRead.error().message);
    }
}

QCoro::Task<void> CatalogueService::keep(Known catalogue)
{
    const auto self = shared_from_this();
    m_known = catalogue;
    if (m_isWriting)
        co_return; // who writes goes on with it
    m_isWriting = true;
    for (Known written; written != m_known;) {
        written = m_known;
        const auto writing = QtConcurrent::run(&writeKept, m_cache, written);
        const auto done = co_await writing;
        if (!done)
            say(done.error().message);
    }
    m_isWriting = false;
}

QCoro::Task<Result<Known>> CatalogueService::keepBeside(Known before, Known read)
{
    const auto self = shared_from_this();
    while (m_known != before) { // another question was answered meanwhile
        before = m_known;
        const auto merging = QtConcurrent::run(&merged, before, read);
        const auto both = co_await merging;
        if (!both)
            co_return fail(both.error());
        read = *both;
    }
    co_await keep(read);
    co_return read;
}

QCoro::Task<Result<Known>> CatalogueService::readFrom(QList<CatalogueSource> sources, std::stop_token stop)
{
    const auto self = shared_from_this();
    QStringList troubles;
    Error last;
    for (const CatalogueSource source : sources) {
        const auto read = co_await m_sources.read(source, m_known, m_clock->utcNow(), stop);
        if (read) {
            if (!troubles.isEmpty())
                say(u"%1 Read from %2 instead."_s.arg(troubles.join(u' '), named(source)));
            co_await keep(*read);
            co_return *read;
        }
        if (!meansNoSuchService(read.error()))
            co_return fail(read.error());
        troubles.append(withWords(read.error()));
        last = read.error();
    }
    last.kind = last.kind == ErrorKind::NotFound ? ErrorKind::Refused : last.kind;
    last.message = u"The service has no list of its entities. %1"_s.arg(troubles.join(u' '));
    last.detail.clear();
    co_return fail(last);
}

QCoro::Task<Result<Known>> CatalogueService::catalogue(Wanted wanted, std::stop_token stop)
{
    const auto self = shared_from_this();
    co_await open();
    const bool hasNames = m_known && m_known->head().source == CatalogueSource::ServiceDocument;
    if (m_known && (wanted == Wanted::Names || !hasNames))
        co_return Known(m_known); // a copy: what is returned is moved from
    // The names alone come fastest from the service document.
    const auto sources = wanted == Wanted::Names ? namesFirst() : labelsFirst();
    const auto read = co_await readFrom(sources, stop);
    if (!read && hasNames) {
        say(read.error().message + u" Only the names of entities are known."_s);
        co_return Known(m_known); // a copy: what is returned is moved from
    }
    co_return read;
}

QCoro::Task<Result<Known>> CatalogueService::refreshed(std::stop_token stop)
{
    const auto self = shared_from_this();
    co_await open();
    auto read = co_await readFrom(labelsFirst(), stop);
    co_return read;
}

QCoro::Task<Result<Known>> CatalogueService::withDetails(EntitySet set, std::stop_token stop)
{
    const auto self = shared_from_this();
    const Known before = m_known;
    QString trouble;
    if (!set.publicName.isEmpty() && before->head().source == CatalogueSource::MetadataService) {
        auto read = co_await m_sources.withDetails(before, set.publicName, stop);
        if (read) {
            auto kept = co_await keepBeside(before, *read);
            co_return kept;
        }
        if (!meansNoSuchService(read.error()))
            co_return read;
        trouble = withWords(read.error());
    }
    auto read = co_await m_sources.read(CatalogueSource::Metadata, m_known, m_clock->utcNow(), stop);
    if (!read)
        co_return read;
    if (!trouble.isEmpty())
        say(u"%1 Read from $metadata instead."_s.arg(trouble));
    if (m_known->head().source == CatalogueSource::MetadataService) {
        const auto merging = QtConcurrent::run(&merged, m_known, *read);
        read = co_await merging;
        if (!read)
            co_return read;
    }
    co_await keep(*read);
    co_return read;
}

QCoro::Task<Result<EntityDetails>> CatalogueService::details(QString name, bool anew, std::stop_token stop)
{
    const auto self = shared_from_this();
    const auto catalogue = co_await this->catalogue(Wanted::Whole, stop);
    if (!catalogue)
        co_return fail(catalogue.error());
    const auto index = (*catalogue)->indexOf(name);
    if (!index)
        co_return fail(ErrorKind::NotFound, u"There is no entity set “%1” here."_s.arg(name));
    EntitySet set = (*catalogue)->set(*index);
    const bool isKnown = !set.publicName.isEmpty() && (*catalogue)->hasDetails(set.publicName);
    Known known = *catalogue;
    if (!isKnown || anew) {
        const auto read = co_await withDetails(set, stop);
        if (!read) {
            Error error = read.error();
            if (!isKnown && !meansNoSuchService(error) && error.kind != ErrorKind::Cancelled)
                error.message += u" The fields of %1 were never read while the service could be reached, so nothing is "
                                 u"kept of them."_s.arg(name);
            co_return fail(error);
        }
        known = *read;
        if (const auto place = known->indexOf(name))
            set = known->set(*place);
    }
    co_return known->details(set.publicName);
}

QCoro::Task<Result<EnumType>> CatalogueService::enumType(QString type, std::stop_token stop)
{
    const auto self = shared_from_this();
    const QString name = plainTypeName(type);
    const auto catalogue = co_await this->catalogue(Wanted::Whole, stop);
    if (!catalogue)
        co_return fail(catalogue.error());
    auto found = (*catalogue)->enumType(name);
    if (found || (*catalogue)->head().source != CatalogueSource::MetadataService)
        co_return found;
    const auto read = co_await m_sources.withEnumeration(*catalogue, name, stop);
    if (!read)
        co_return fail(read.error());
    const auto kept = co_await keepBeside(*catalogue, *read);
    if (!kept)
        co_return fail(kept.error());
    co_return (*kept)->enumType(name);
}

QCoro::Task<Result<ResolvedSet>> CatalogueService::resolve(QString text, std::stop_token stop)
{
    const auto self = shared_from_this();
    co_await open();
    const bool wasKept = m_known != nullptr;
    const auto catalogue = co_await this->catalogue(Wanted::Names, stop);
    if (!catalogue) {
        if (!meansNoSuchService(catalogue.error()))
            co_return fail(catalogue.error());
        co_return ResolvedSet{text, u"%1 “%2” is used as it was given."_s.arg(catalogue.error().message, text)};
    }
    auto found = resolveEntitySet(**catalogue, labels(), text);
    if (found || found.error().kind != ErrorKind::NotFound)
        co_return found;
    auto asked = co_await resolveByService(text, wasKept, stop);
    if (!asked && asked.error().kind != ErrorKind::BadInput)
        asked.error().message += similarTo(text, m_known, m_labels);
    co_return asked;
}

QCoro::Task<Result<ResolvedSet>> CatalogueService::resolveByService(QString text, bool wasKept, std::stop_token stop)
{
    const auto self = shared_from_this();
    // What is kept may be older than the entity, and a list of names knows nothing else.
    if (wasKept || m_known->head().source == CatalogueSource::ServiceDocument) {
        const auto read = co_await refreshed(stop);
        if (!read) {
            Error error = resolveEntitySet(*m_known, labels(), text).error();
            error.message += u" The list of entities could not be read anew: %1"_s.arg(read.error().message);
            co_return fail(error);
        }
    }
    auto found = resolveEntitySet(*m_known, labels(), text);
    if (found || found.error().kind != ErrorKind::NotFound)
        co_return found;
    Error error = found.error();
    if (m_known->head().source != CatalogueSource::MetadataService) {
        error.message += u" Labels are not known here: the environment has no metadata service."_s;
        co_return fail(error);
    }
    const auto searched = co_await searchLabels(text, LabelReader::Hold::Whole, stop);
    if (!searched || !*searched) {
        error.message += u" Whether it is a label could not be asked: %1"_s.arg(
            searched ? u"the label service takes no filter, or is not there."_s : withWords(searched.error()));
        error.kind = searched ? error.kind : searched.error().kind;
        co_return fail(error);
    }
    co_return resolveEntitySet(*m_known, labels(), text);
}

QCoro::Task<void> CatalogueService::saveLabels()
{
    const auto self = shared_from_this();
    const qsizetype size = m_labels.size();
    const auto saving = QtConcurrent::run(&writeLabels, m_labels);
    const auto saved = co_await saving;
    if (!saved)
        say(saved.error().message);
    else if (m_labels.size() == size) // nothing came meanwhile
        m_labels.setSaved();
}

QCoro::Task<Result<qsizetype>> CatalogueService::readLabels(QStringList ids, QString language, qsizetype mostCalls,
                                                            std::stop_token stop)
{
    const auto self = shared_from_this();
    labels();
    auto read = co_await m_labelReader.read(ids, language, mostCalls, stop);
    co_await saveLabels();
    co_return read;
}

QCoro::Task<Result<bool>> CatalogueService::searchLabels(QString text, LabelReader::Hold hold, std::stop_token stop)
{
    const auto self = shared_from_this();
    labels();
    QSet<QString> wanted;
    for (qsizetype i = 0; m_known && i < m_known->size(); ++i)
        wanted.insert(m_known->set(i).labelId.toLower());
    auto searched = co_await m_labelReader.search(text, hold, wanted, stop);
    co_await saveLabels();
    co_return searched;
}

} // namespace waybill
