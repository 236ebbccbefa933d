#include "app/catalogue/EntityUseStore.h"
#include "app/cli/CatalogueView.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
using Found = std::vector<CatalogueSearch::Found>;

class Entities final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"entities", "The entity sets of the environment, by name or label",
                "waybill-cli entities --search \"cust v3\" --environment Test"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.option("--search", "TEXT", "Only those that match, the best first; takes names, labels, misspellings",
                      &m_search);
        m_options.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto service = catalogueOf(services);
        if (!service)
            co_return fail(service.error());
        const std::stop_token stop = services.deadline().token();
        services.out().progress(u"Reading the entities…"_s);
        const auto reading = m_options.refresh() ? (*service)->refreshed(stop)
                                                 : (*service)->catalogue(CatalogueService::Wanted::Whole, stop);
        const auto catalogue = co_await reading;
        services.out().progress({});
        if (!catalogue)
            co_return fail(catalogue.error());
        const Found found = co_await search(services, *service, *catalogue);
        QList<EntitySet> sets;
        QStringList ids;
        for (const auto &one : found) {
            sets.append((*catalogue)->set(one.set));
            ids.append(sets.last().labelId);
        }
        co_await readLabelsFor(services, *service, ids, m_options.language());
        if (sets.isEmpty())
            services.out().note(u"No entity set matches “%1”."_s.arg(m_search.value_or(QString())));
        else if (found.front().match == CatalogueSearch::Match::Misspelt)
            services.out().note(u"Nothing is called “%1”; these are similar."_s.arg(m_search.value_or(QString())));
        showEntities(services.out(), sets, (*service)->labels(), m_options.language());
        co_return services.deadline().reason() == Deadline::Reason::Interrupted ? ExitCode::Undecided : ExitCode::Good;
    }

private:
    /// By what is known, where that is not found so by the labels that the service finds, and at last by all labels in
    /// the language that is asked for.
    QCoro::Task<Found> search(Services &services, std::shared_ptr<CatalogueService> service,
                              CatalogueService::Known catalogue) const
    {
        if (!m_search)
            co_return allOf(*catalogue);
        const QString text = m_search->trimmed();
        const EntityUse use = useIn(services);
        const CatalogueSearch known(catalogue, service->labels());
        Found found = known.find(text, use);
        const bool isThere = !found.empty() && found.front().match != CatalogueSearch::Match::Misspelt;
        if (isThere || catalogue->head().source != CatalogueSource::MetadataService)
            co_return found;
        const auto asked = co_await service->searchLabels(text, LabelReader::Hold::Within, services.deadline().token());
        if (!asked || !*asked) {
            services.out().note(u"Labels that are not known yet could not be searched: %1"_s.arg(
                asked ? u"the label service takes no filter, or is not there."_s : asked.error().message));
        }
        if (!asked)
            co_return found;
        found = CatalogueSearch(catalogue, service->labels()).find(text, use);
        if (!found.empty())
            co_return found;
        // A misspelt label is only found among those that are known.
        QStringList ids;
        for (qsizetype i = 0; i < catalogue->size(); ++i)
            ids.append(catalogue->set(i).labelId);
        co_await readLabelsFor(services, service, ids, m_options.language());
        co_return CatalogueSearch(catalogue, service->labels()).find(text, use);
    }

    static EntityUse useIn(Services &services)
    {
        const auto environment = services.environment();
        const Result<EntityUse> use =
            environment ? EntityUseStore(services.profile(), environment->name).read() : EntityUse();
        if (!use)
            services.out().note(use.error().message);
        return use.value_or(EntityUse());
    }

    /// As the source has them.
    static Found allOf(const Catalogue &catalogue)
    {
        Found all;
        for (qsizetype i = 0; i < catalogue.size(); ++i)
            all.push_back({i, CatalogueSearch::Match::Within});
        return all;
    }

    std::optional<QString> m_search;
    CatalogueOptions m_options;
};
} // namespace

std::unique_ptr<Verb> entitiesVerb()
{
    return std::make_unique<Entities>();
}

} // namespace waybill
