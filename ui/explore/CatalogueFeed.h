#pragma once

#include "app/catalogue/CatalogueSearch.h"
#include "app/catalogue/CatalogueService.h"
#include "ui/explore/ExploreServices.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>
#include <stop_token>

namespace waybill {

/// What one environment's catalogue knows, for widgets: the list, what an entity consists of, enumerations and labels.
/// Everything is asked for on the way and told by signals; what belongs to an environment of before is not told. GUI
/// thread.
class CatalogueFeed final : public QObject
{
    Q_OBJECT

public:
    using Known = std::shared_ptr<const Catalogue>;

    explicit CatalogueFeed(ExploreServices services, QObject *parent = nullptr);
    ~CatalogueFeed() override;

    /// Shows what is kept of this environment, else reads it.
    void setEnvironment(const QString &environment);
    const QString &environment() const { return m_environment; }
    /// Asks the service anew.
    void refresh();
    bool isLoading() const { return m_isLoading; }

    /// Null before it is loaded.
    const Known &catalogue() const { return m_catalogue; }
    /// The label of an id in the user's language; empty while it is not known.
    QString label(const QString &text, const QString &id) const;
    QString labelOf(qsizetype set) const;
    /// Over names and the labels that are known; null until it is made, which searchChanged tells.
    const std::shared_ptr<const CatalogueSearch> &search() const { return m_search; }

    /// Null while it is not known: then it is asked for, and detailsKnown follows.
    const EntityDetails *details(const QString &set);
    /// The same for an enumeration by the type of a property, and enumKnown.
    const EnumType *enumType(const QString &type);

signals:
    void begun();
    void loaded();
    void failed(const waybill::Error &error);
    /// What a person should know beside the answer.
    void noted(const QString &sentence);
    void detailsKnown(const QString &set);
    void detailsFailed(const QString &set, const waybill::Error &error);
    void enumKnown(const QString &type);
    void labelsCame();
    void searchChanged();

private:
    std::shared_ptr<CatalogueService> service();
    void take(const Result<Known> &read);
    static QCoro::Task<void> load(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service, bool anew,
                                  std::stop_token stop);
    static QCoro::Task<void> makeSearch(CatalogueFeed *feed, LabelStore labels, std::stop_token stop);
    static QCoro::Task<void> loadDetails(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service, QString set,
                                         std::stop_token stop);
    static QCoro::Task<void> loadEnum(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service, QString type,
                                      std::stop_token stop);
    static QCoro::Task<void> loadLabels(CatalogueFeed *feed, std::shared_ptr<CatalogueService> service, QStringList ids,
                                        bool ofSets, std::stop_token stop);

    ExploreServices m_services;
    QString m_environment;
    QString m_language;
    std::shared_ptr<CatalogueService> m_service;
    std::stop_source m_stop;
    bool m_isLoading = false;
    Known m_catalogue;
    std::shared_ptr<const CatalogueSearch> m_search;
    QHash<QString, EntityDetails> m_details;
    QHash<QString, EnumType> m_enums;
    QSet<QString> m_asked; ///< details and enumerations under way
};

} // namespace waybill
