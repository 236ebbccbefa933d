#include "ui/explore/CatalogueFeed.h"

#include <QPointer>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Questions to the label service for one list; the rest is asked for when somebody looks at it.
constexpr qsizetype mostLabelCalls = 100;
constexpr auto everyonesLanguage = "en-us"_L1;

std::shared_ptr<const CatalogueSearch> searchOf(std::shared_ptr<const Catalogue> catalogue, LabelStore labels)
{
    return std::make_shared<const CatalogueSearch>(std::move(catalogue), labels);
}

} // namespace

CatalogueFeed::CatalogueFeed(ExploreServices services, QObject *parent)
    : QObject(parent), m_services(std::move(services)), m_language(labelLanguage(QLocale()))
{
}

CatalogueFeed::~CatalogueFeed()
{
    m_stop.request_stop();
}

std::shared_ptr<CatalogueService> CatalogueFeed::service()
{
    if (m_service)
        return m_service;
    auto client = m_services.client(m_environment);
    if (!client) {
        m_isLoading = false;
        emit failed(client.error());
        return nullptr;
    }
    const QPointer<CatalogueFeed> self(this);
    const QString environment = m_environment;
    m_service = std::make_shared<CatalogueService>(m_services.profileFolder, m_environment, *client, m_services.clock,
                                                   [self, environment](const QString &note) {
                                                       if (self && self->m_environment == environment)
                                                           emit self->noted(note);
                                                   });
    return m_service;
}

void CatalogueFeed::setEnvironment(const QString &environment)
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_environment = environment;
    m_service.reset();
    m_catalogue.reset();
    m_search.reset();
    m_details.clear();
    m_enums.clear();
    m_asked.clear();
    m_isLoading = true;
    emit begun();
    if (const auto catalogues = service())
        load(this, catalogues, false, m_stop.get_token());
}

void CatalogueFeed::refresh()
{
    if (m_isLoading)
        return;
    m_service.reset(); // of another client where the environment was changed
    const auto catalogues = service();
    if (!catalogues)
        return;
    m_isLoading = true;
    emit begun();
    load(this, catalogues, true, m_stop.get_token());
}

QCoro::Task<void> CatalogueFeed::load(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service, bool anew,
                                      std::stop_token stop)
{
    const QPointer<CatalogueFeed> self(feed);
    Result<Known> read = Known();
    if (anew)
        read = co_await service->refreshed(stop);
    else
        read = co_await service->catalogue(CatalogueService::Wanted::Whole, stop);
    if (!self || stop.stop_requested())
        co_return;
    self->take(read);
}

void CatalogueFeed::take(const Result<Known> &read)
{
    m_isLoading = false;
    if (!read) {
        emit failed(read.error());
        return;
    }
    m_catalogue = *read;
    m_details.clear();
    m_enums.clear();
    m_search.reset();
    emit loaded();
    makeSearch(this, m_service->labels(), m_stop.get_token());
    QStringList ids;
    for (qsizetype i = 0; i < m_catalogue->size(); ++i) {
        const Catalogue::View &view = m_catalogue->view(i);
        if (view.label.empty() && !view.labelId.empty())
            ids.append(QString::fromUtf8(view.labelId.data(), qsizetype(view.labelId.size())));
    }
    loadLabels(this, m_service, ids, true, m_stop.get_token());
}

QCoro::Task<void> CatalogueFeed::makeSearch(CatalogueFeed *feed, LabelStore labels, std::stop_token stop)
{
    const QPointer<CatalogueFeed> self(feed);
    const Known catalogue = feed->m_catalogue;
    const auto making = QtConcurrent::run(&searchOf, catalogue, std::move(labels));
    const auto search = co_await making;
    if (!self || stop.stop_requested() || self->m_catalogue != catalogue)
        co_return;
    self->m_search = search;
    emit self->searchChanged();
}

QString CatalogueFeed::label(const QString &text, const QString &id) const
{
    if (!text.isEmpty())
        return text;
    if (id.isEmpty() || !m_service)
        return {};
    const QString own = m_service->labels().text(id, m_language);
    return own.isEmpty() ? m_service->labels().text(id, everyonesLanguage) : own;
}

QString CatalogueFeed::labelOf(qsizetype set) const
{
    const Catalogue::View &view = m_catalogue->view(set);
    return label(QString::fromUtf8(view.label.data(), qsizetype(view.label.size())),
                 QString::fromUtf8(view.labelId.data(), qsizetype(view.labelId.size())));
}

const EntityDetails *CatalogueFeed::details(const QString &set)
{
    if (const auto found = m_details.constFind(set); found != m_details.cend())
        return &*found;
    if (set.isEmpty() || !m_catalogue || m_asked.contains(set))
        return nullptr;
    if (const auto catalogues = service()) {
        m_asked.insert(set);
        loadDetails(this, catalogues, set, m_stop.get_token());
    }
    return nullptr;
}

QCoro::Task<void> CatalogueFeed::loadDetails(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service,
                                             QString set, std::stop_token stop)
{
    const QPointer<CatalogueFeed> self(feed);
    const auto details = co_await service->details(set, false, stop);
    if (!self || stop.stop_requested())
        co_return;
    self->m_asked.remove(set);
    if (!details) {
        emit self->detailsFailed(set, details.error());
        co_return;
    }
    self->m_details.insert(set, *details);
    emit self->detailsKnown(set);
    QStringList ids;
    for (const EntityProperty &property : details->properties) {
        if (property.label.isEmpty() && !property.labelId.isEmpty())
            ids.append(property.labelId);
    }
    if (self)
        loadLabels(self, service, ids, false, stop);
}

const EnumType *CatalogueFeed::enumType(const QString &type)
{
    const QString name = plainTypeName(type);
    if (const auto found = m_enums.constFind(name); found != m_enums.cend())
        return &*found;
    const QString key = u'#' + name;
    if (!m_catalogue || m_asked.contains(key))
        return nullptr;
    if (const auto catalogues = service()) {
        m_asked.insert(key);
        loadEnum(this, catalogues, name, m_stop.get_token());
    }
    return nullptr;
}

QCoro::Task<void> CatalogueFeed::loadEnum(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service, QString type,
                                          std::stop_token stop)
{
    const QPointer<CatalogueFeed> self(feed);
    const auto read = co_await service->enumType(type, stop);
    if (!self || stop.stop_requested())
        co_return;
    self->m_asked.remove(u'#' + type);
    // Without its members a value can still be typed.
    self->m_enums.insert(type, read ? *read : EnumType{type, {}, {}});
    const QList<EnumMember> members = self->m_enums[type].members;
    emit self->enumKnown(type);
    QStringList ids;
    for (const EnumMember &member : members) {
        if (member.label.isEmpty() && !member.labelId.isEmpty())
            ids.append(member.labelId);
    }
    if (self)
        loadLabels(self, service, ids, false, stop);
}

QCoro::Task<void> CatalogueFeed::loadLabels(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service,
                                            QStringList ids, bool ofSets, std::stop_token stop)
{
    const QPointer<CatalogueFeed> self(feed);
    if (ids.isEmpty())
        co_return;
    // Without labels the names stand: nothing of it is an error to a person.
    const QString language = self->m_language;
    (void)co_await service->readLabels(ids, language, mostLabelCalls, stop);
    const bool hasAny = std::any_of(ids.cbegin(), ids.cend(),
                                    [&](const QString &id) { return !service->labels().text(id, language).isEmpty(); });
    if (!hasAny && language != everyonesLanguage && !stop.stop_requested())
        (void)co_await service->readLabels(ids, everyonesLanguage, mostLabelCalls, stop);
    if (!self || stop.stop_requested())
        co_return;
    emit self->labelsCame();
    if (self && ofSets)
        makeSearch(self, service->labels(), stop);
}

} // namespace waybill
