#include "app/cli/Reading.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/odata/ODataText.h"
#include "app/odata/PageReader.h"
#include "app/odata/Query.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
Error wrong(const QString &message)
{
    return {ErrorKind::Usage, message};
}

/// What can be the name of an entity set; an address of no set at all counts too.
bool isName(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$' || c == u'.'; });
}

Result<std::optional<qint64>> numberOf(const std::optional<QString> &text, const QString &option, qint64 least)
{
    if (!text)
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 number = text->toLongLong(&isNumber);
    if (!isNumber || number < least)
        return fail(wrong(u"%1 %2 is not a whole number from %3."_s.arg(option, *text).arg(least)));
    return std::optional(number);
}

class QueryVerb final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"query", "Read rows of an entity set, or of any OData address of the environment",
                "waybill-cli query CustomersV3 --company usmf --select CustomerAccount,OrganizationName --format csv"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("URL-OR-SET", "An entity set, with options behind it or not, or an address", &m_what);
        syntax.option("--filter", "FILTER", "Such as \"CustomerGroupId eq '10' and Name eq '*retail*'\"", &m_filter);
        syntax.option("--select", "FIELDS", "Only these, in this order; with commas", &m_select);
        syntax.option("--orderby", "FIELDS", "Such as \"OrderDate desc,Number\"", &m_orderBy);
        syntax.option("--top", "N", "Only the first N rows, by the service", &m_top);
        syntax.option("--skip", "N", "Without the first N rows, by the service", &m_skip);
        syntax.option("--expand", "NAMES", "What belongs to each row, nested", &m_expand);
        syntax.option("--company", "C", "Rows of this legal entity, whichever the user's own is", &m_company);
        syntax.flag("--cross-company", "Rows of all legal entities that the user may see", &m_crossCompany);
        syntax.flag("--count", "Print how many rows there are, as {\"count\"}, and read none", &m_count);
        syntax.option("--max-rows", "N", "Stop after N rows", &m_maxRows);
        syntax.option("--format", "FORMAT",
                      "table, csv, json, jsonl, xlsx or sqlite; else by the file's name, json with --json, or table",
                      &m_format);
        syntax.option("--output", "FILE", "Where to; replaced if it is there, when all is read", &m_output);
    }

    bool isEndless() const override { return true; }
    bool printsData() const override { return true; }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (m_what.trimmed().isEmpty())
            co_return fail(wrong(u"Nothing is named to be read. Give an entity set, such as CustomersV3."_s));
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        const auto client = services.connections().client(environment->name);
        if (!client)
            co_return fail(client.error());
        auto url = address((*client)->base());
        if (!url)
            co_return fail(url.error());
        if (!isName(setOf(*url, (*client)->at(u"/data"_s)))) { // a label
            url = co_await withMeantSet(services, *client, environment->name, *url);
            if (!url) {
                services.out().error(url.error());
                co_return readingExit(url.error(), false);
            }
        }
        if (m_count) {
            if (m_output || m_format || m_maxRows)
                co_return fail(wrong(u"--count reads no rows, so --output, --format and --max-rows say nothing."_s));
            auto counted = co_await countRows(*client, *url, services.deadline().token());
            if (!counted && counted.error().kind == ErrorKind::NotFound) {
                const auto other = co_await withMeantSet(services, *client, environment->name, *url);
                if (!other)
                    counted = fail(other.error());
                else if (*other != *url)
                    counted = co_await countRows(*client, *other, services.deadline().token());
            }
            if (!counted) {
                services.out().error(counted.error());
                co_return readingExit(counted.error(), false);
            }
            const QByteArray json = QJsonDocument(QJsonObject{{u"count"_s, *counted}}).toJson();
            if (const auto printed = services.out().data(json.toStdString()); !printed) {
                services.out().error(printed.error());
                co_return readingExit(printed.error(), true);
            }
            co_return ExitCode::Good;
        }
        const auto plan = planned(services.options().json, *environment, (*client)->at(u"/data"_s), *url);
        if (!plan)
            co_return fail(plan.error());
        const ExitCode code = co_await readInto(services, *client, *plan);
        co_return code;
    }

private:
    Result<QUrl> address(const QUrl &base) const
    {
        if (m_crossCompany && m_company)
            return fail(wrong(u"--company and --cross-company exclude each other. Give one of them."_s));
        if (m_company && m_company->trimmed().isEmpty())
            return fail(wrong(u"--company is empty. Give a legal entity, or --cross-company for all of them."_s));
        const auto given = readingAddress(m_what, base);
        const bool asIs =
            !m_filter && !m_select && !m_orderBy && !m_top && !m_skip && !m_expand && !m_company && !m_crossCompany;
        if (!given || asIs)
            return given;
        const QUrl root = below(base, u"/data"_s);
        auto query = queryFrom(*given, root);
        if (!query) {
            return fail(
                wrong(u"Options cannot be added to that address: %1. Write them into it."_s.arg(m_what.left(300))));
        }
        if (const auto added = addTo(*query); !added)
            return fail(added.error());
        return urlOf(*query, root);
    }

    Result<void> addTo(Query &query) const
    {
        const auto top = numberOf(m_top, u"--top"_s, 0);
        const auto skip = numberOf(m_skip, u"--skip"_s, 0);
        if (!top || !skip)
            return fail(top ? skip.error() : top.error());
        for (const auto &[isThere, isGiven, name] :
             {std::tuple(!query.filter.isEmpty(), m_filter.has_value(), "--filter"_L1),
              {!query.select.isEmpty(), m_select.has_value(), "--select"_L1},
              {!query.orderBy.isEmpty(), m_orderBy.has_value(), "--orderby"_L1},
              {!query.expand.isEmpty(), m_expand.has_value(), "--expand"_L1},
              {query.top.has_value(), m_top.has_value(), "--top"_L1},
              {query.skip.has_value(), m_skip.has_value(), "--skip"_L1},
              {!query.company.isEmpty(), m_company.has_value(), "--company"_L1}}) {
            if (isThere && isGiven) {
                return fail(
                    wrong(u"%1 stands in the address already. Give it there or as an option."_s.arg(QString(name))));
            }
        }
        if (m_filter)
            query.filter = m_filter->trimmed();
        if (m_select)
            query.select = odata::split(*m_select, u',');
        if (m_expand)
            query.expand = odata::split(*m_expand, u',');
        if (m_orderBy) {
            for (const QString &piece : odata::split(*m_orderBy, u',')) {
                const QStringList words = piece.simplified().split(u' ');
                if (words.size() > 2 || (words.size() == 2 && words[1] != "asc"_L1 && words[1] != "desc"_L1))
                    return fail(wrong(u"--orderby %1 is no field with asc or desc behind it."_s.arg(piece)));
                query.orderBy.append({words[0], words.value(1) == "desc"_L1});
            }
        }
        if (m_top)
            query.top = *top;
        if (m_skip)
            query.skip = *skip;
        if (m_company)
            query.company = m_company->trimmed();
        query.crossCompany = query.crossCompany || m_crossCompany || m_company;
        return {};
    }

    Result<ReadingPlan> planned(bool json, const Environment &environment, const QUrl &root, const QUrl &url) const
    {
        const auto mostRows = numberOf(m_maxRows, u"--max-rows"_s, 1);
        if (!mostRows)
            return fail(mostRows.error());
        ReadingPlan plan{
            environment.name, url, ExportFormat::Table, m_output, {}, {}, false, *mostRows, environment.rowCap};
        if (m_format) {
            const auto format = exportFormatFrom(*m_format);
            if (!format) {
                return fail(
                    wrong(u"“%1” is not a format. Use table, csv, json, jsonl, xlsx or sqlite."_s.arg(*m_format)));
            }
            plan.format = *format;
        } else if (m_output) {
            const auto format = exportFormatOfFile(*m_output);
            if (!format)
                return fail(wrong(u"The name %1 does not say the format. Give it with --format."_s.arg(*m_output)));
            plan.format = *format;
        } else if (json) {
            plan.format = ExportFormat::Json;
        }
        const auto query = queryFrom(url, root);
        plan.name = query ? query->set : url.path().section(u'/', -1);
        if (query) {
            plan.columns = columnsOf(*query);
            plan.isWhole = query->select.isEmpty();
        }
        return plan;
    }

    QString m_what;
    std::optional<QString> m_filter, m_select, m_orderBy, m_top, m_skip, m_expand, m_company;
    std::optional<QString> m_maxRows, m_format, m_output;
    bool m_crossCompany = false, m_count = false;
};
} // namespace

std::unique_ptr<Verb> queryVerb()
{
    return std::make_unique<QueryVerb>();
}

} // namespace waybill
