#include "app/catalogue/EntityUseStore.h"
#include "app/cli/CatalogueView.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Entity final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"entity", "What an entity set consists of: properties, keys, relations, actions",
                "waybill-cli entity CustomersV3 --environment Test"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("NAME", "Its name; also a public name, a data-management name or a label", &m_name);
        m_options.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (m_name.trimmed().isEmpty())
            co_return fail(ErrorKind::Usage, u"The name is empty. Give that of an entity set, such as CustomersV3."_s);
        const auto service = catalogueOf(services);
        if (!service)
            co_return fail(service.error());
        const std::stop_token stop = services.deadline().token();
        services.out().progress(u"Reading the entity…"_s);
        const auto catalogue = co_await (*service)->catalogue(CatalogueService::Wanted::Whole, stop);
        if (!catalogue)
            co_return fail(catalogue.error());
        const auto set = co_await (*service)->resolve(m_name, stop);
        if (!set)
            co_return fail(set.error());
        if (!set->note.isEmpty())
            services.out().note(set->note);
        const auto details = co_await (*service)->details(set->name, m_options.refresh(), stop);
        services.out().progress({});
        if (!details)
            co_return fail(details.error());
        const auto known = co_await (*service)->catalogue(CatalogueService::Wanted::Whole, stop);
        if (!known)
            co_return fail(known.error());
        const auto place = (*known)->indexOf(set->name);
        const EntitySet shown = place ? (*known)->set(*place) : EntitySet{set->name, details->publicName};
        if (const auto environment = services.environment()) {
            const auto noted = EntityUseStore(services.profile(), environment->name).noteUse(shown.name);
            if (!noted)
                services.out().note(noted.error().message);
        }
        QStringList ids{shown.labelId};
        for (const EntityProperty &property : details->properties)
            ids.append(property.labelId);
        co_await readLabelsFor(services, *service, ids, m_options.language());
        showEntity(services.out(), shown, *details, (*service)->labels(), m_options.language());
        co_return services.deadline().reason() == Deadline::Reason::Interrupted ? ExitCode::Undecided : ExitCode::Good;
    }

private:
    QString m_name;
    CatalogueOptions m_options;
};
} // namespace

std::unique_ptr<Verb> entityVerb()
{
    return std::make_unique<Entity>();
}

} // namespace waybill
