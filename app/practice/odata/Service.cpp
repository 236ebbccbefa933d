#include "app/practice/odata/Service.h"

#include "app/practice/data/Text.h"
#include "app/practice/odata/Csdl.h"
#include "app/practice/odata/MetadataSets.h"
#include "app/practice/odata/RowText.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace practice::odata {
namespace {

/// The parts of a key: `a='b',c=1`, split outside quotes.
std::vector<std::string_view> keyParts(std::string_view key)
{
    std::vector<std::string_view> parts;
    bool isQuoted = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= key.size(); ++at) {
        if (at < key.size() && key[at] == '\'')
            isQuoted = !isQuoted;
        if (at == key.size() || (key[at] == ',' && !isQuoted)) {
            parts.push_back(key.substr(begin, at - begin));
            begin = at + 1;
        }
    }
    return parts;
}

/// A key as a filter that only one row can pass.
std::variant<std::string, Problem> filterOf(std::string_view key, const EntitySet &set)
{
    const auto keys =
        std::count_if(set.properties.begin(), set.properties.end(), [](const auto &p) { return p.isKey; });
    std::string filter;
    const std::vector<std::string_view> parts = keyParts(key);
    std::vector<int> named;
    for (const std::string_view part : parts) {
        const std::size_t equals = part.starts_with('\'') ? std::string_view::npos : part.find('=');
        std::string name(part.substr(0, equals == std::string_view::npos ? 0 : equals));
        if (equals == std::string_view::npos && keys == 1)
            name =
                std::find_if(set.properties.begin(), set.properties.end(), [](const auto &p) { return p.isKey; })->name;
        const int index = set.indexOf(name);
        if (index < 0 || !set.properties[std::size_t(index)].isKey)
            return noSuchProperty(name, set.typeName);
        named.push_back(index);
        filter += (filter.empty() ? "" : " and ") + name + " eq " +
                  std::string(part.substr(equals == std::string_view::npos ? 0 : equals + 1));
    }
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    if (std::int64_t(named.size()) != keys || std::int64_t(parts.size()) != keys)
        return Problem{400, "The number of keys specified in the URI does not match number of key properties for the "
                            "resource '" +
                                std::string(typeNamespace) + set.typeName + "'."};
    return filter;
}

std::string contextOf(const Get &get, const EntitySet &set)
{
    return std::string(get.root) + "/$metadata#" + set.name;
}

} // namespace

Problem noResource(std::string_view root, std::string_view path)
{
    return {404,
            "No HTTP resource was found that matches the request URI '" + std::string(root) + "/" + std::string(path) +
                "'.",
            false};
}

std::size_t closingBracket(std::string_view path, std::size_t open)
{
    bool isQuoted = false;
    for (std::size_t at = open; at < path.size(); ++at) {
        if (path[at] == '\'')
            isQuoted = !isQuoted;
        else if (path[at] == ')' && !isQuoted)
            return at;
    }
    return std::string_view::npos;
}

Problem noRecord(const EntitySet &set, std::string_view key)
{
    return {404, "No record of " + set.name + " has the key (" + std::string(key) + ").", false};
}

Answer errorAnswer(const Problem &problem)
{
    Answer answer;
    answer.status = problem.status;
    answer.body = R"({"error":{"code":"","message":)";
    appendQuoted(answer.body, problem.isQuery ? "The query specified in the URI is not valid. " + problem.message
                                              : "An error has occurred.");
    answer.body += R"(,"innererror":{"message":)";
    appendQuoted(answer.body, problem.message);
    answer.body += problem.isQuery
                       ? R"(,"type":"Microsoft.OData.Core.ODataException","stacktrace":"   at Microsoft.OData"}}})"
                       : R"(,"type":"System.Web.Http.HttpResponseException","stacktrace":""}}})";
    return answer;
}

Service::Service(const ServiceSettings &settings)
    : m_model(settings.filler), m_labels(m_model), m_metadata(metadataSets(m_model, m_labels)),
      m_world(settings.seed, settings.dataFolder), m_pager(settings.pageSize),
      m_metadataPager(std::numeric_limits<std::int64_t>::max())
{
}

Answer Service::data(const Get &get)
{
    if (get.path.empty())
        return serviceDocument(get);
    if (get.path == "$metadata")
        return csdl(get);
    const EntitySet *set = m_model.find(get.path.substr(0, get.path.find_first_of("(/")));
    return set ? ofSet(get, *set, false) : errorAnswer(noResource(get.root, get.path));
}

Answer Service::metadata(const Get &get)
{
    const std::string_view name = get.path.substr(0, get.path.find_first_of("(/"));
    const auto set = std::find_if(m_metadata.begin(), m_metadata.end(), [&](const auto &s) { return s.name == name; });
    return set != m_metadata.end() ? ofSet(get, *set, true) : errorAnswer(noResource(get.root, get.path));
}

std::optional<Rows> Service::rowsOf(std::string_view label, std::string_view company) const
{
    const auto same = [](std::string_view left, std::string_view right) { return folded(left) == folded(right); };
    const auto &sets = m_model.sets();
    const auto set = std::find_if(sets.begin(), sets.end(), [&](const auto &s) { return same(s.label, label); });
    const std::vector<std::string> &names = Model::companies();
    const auto name = std::find_if(names.begin(), names.end(), [&](const auto &n) { return same(n, company); });
    if (set == sets.end() || name == names.end())
        return std::nullopt;
    return m_world.rows(*set, std::vector<int>{set->companyProperty() < 0 ? 0 : int(name - names.begin())});
}

Answer Service::serviceDocument(const Get &get) const
{
    Answer answer;
    answer.body = R"({"@odata.context":)";
    appendQuoted(answer.body, std::string(get.root) + "/$metadata");
    answer.body += R"(,"value":[)";
    for (const EntitySet &set : m_model.sets()) {
        answer.body += &set == &m_model.sets().front() ? "{\"name\":" : ",{\"name\":";
        appendQuoted(answer.body, set.name);
        answer.body += R"(,"kind":"EntitySet","url":)";
        appendQuoted(answer.body, set.name);
        answer.body += '}';
    }
    answer.body += "]}";
    return answer;
}

Answer Service::csdl(const Get &get)
{
    const std::lock_guard lock(m_mutex);
    if (m_csdl.empty())
        m_csdl = csdlOf(m_model);
    Answer answer;
    answer.type = "application/xml";
    answer.etag = "W/\"" + std::to_string(stableHash(m_csdl)) + '"';
    if (get.ifNoneMatch == answer.etag)
        answer.status = 304;
    else
        answer.body = m_csdl;
    return answer;
}

Rows Service::rowsOf(const EntitySet &set, bool crossCompany, bool isMetadata) const
{
    return isMetadata ? World::table(set) : m_world.rows(set, crossCompany);
}

Answer Service::ofSet(const Get &get, const EntitySet &set, bool isMetadata)
{
    std::string_view rest = get.path.substr(set.name.size());
    if (rest.starts_with('(')) {
        const std::size_t end = closingBracket(rest, 0);
        if (end == std::string_view::npos || end + 1 != rest.size())
            return errorAnswer(noResource(get.root, get.path));
        return record(get, set, rest.substr(1, end - 1), isMetadata);
    }
    if (!rest.empty() && rest != "/$count")
        return errorAnswer(noResource(get.root, get.path));
    const auto query = readQuery(get.query, set, m_model);
    if (const auto *problem = std::get_if<Problem>(&query))
        return errorAnswer(*problem);
    const auto &asked = std::get<Query>(query);
    const Rows rows = rowsOf(set, asked.isCrossCompany, isMetadata);
    return rest.empty() ? list(get, rows, asked, isMetadata) : count(rows, asked);
}

Answer Service::count(const Rows &rows, const Query &query) const
{
    Answer answer;
    answer.type = "text/plain";
    answer.body = std::to_string(m_pager.count(rows, query));
    return answer;
}

void Service::appendRows(std::string &out, const Rows &rows, const Query &query,
                         const std::vector<std::int64_t> &numbers, bool isMetadata) const
{
    RowText text(rows, query.selected, !isMetadata);
    std::deque<Rows> targets;
    std::deque<ExpandedText> expanded;
    for (const Expansion &expansion : query.expansions) {
        targets.push_back(m_world.rows(*expansion.target, query.isCrossCompany));
        expanded.emplace_back(rows, expansion, targets.back());
    }
    bool isFirst = true;
    for (const std::int64_t row : numbers) {
        out.append(isFirst ? "{" : ",{");
        text.append(out, row);
        for (ExpandedText &each : expanded)
            each.append(out, row);
        out += '}';
        // From here on the size of a row is known.
        if (isFirst)
            out.reserve(out.size() * numbers.size() * 5 / 4 + 4096);
        isFirst = false;
    }
}

Answer Service::list(const Get &get, const Rows &rows, const Query &query, bool isMetadata)
{
    const Page page = (isMetadata ? m_metadataPager : m_pager).page(rows, query);
    Answer answer;
    answer.body = R"({"@odata.context":)";
    appendQuoted(answer.body, contextOf(get, rows.set()));
    if (page.count)
        answer.body += R"(,"@odata.count":)" + std::to_string(*page.count);
    answer.body += R"(,"value":[)";
    appendRows(answer.body, rows, query, page.rows, isMetadata);
    answer.body += ']';
    if (page.hasMore) {
        answer.body += R"(,"@odata.nextLink":)";
        appendQuoted(answer.body,
                     std::string(get.root) + '/' + rows.set().name + queryAfter(query, std::int64_t(page.rows.size())));
    }
    answer.body += '}';
    return answer;
}

std::variant<Query, Problem> Service::recordQuery(std::string_view sent, const EntitySet &set,
                                                  std::string_view key) const
{
    const auto filter = filterOf(key, set);
    if (const auto *problem = std::get_if<Problem>(&filter))
        return *problem;
    auto read = readQuery(sent, set, m_model);
    if (std::holds_alternative<Problem>(read))
        return read;
    auto &query = std::get<Query>(read);
    auto byKey = Filter::read(std::get<std::string>(filter), set, m_model.enumerations());
    if (const auto *problem = std::get_if<Problem>(&byKey))
        return *problem;
    query.filter = std::move(std::get<Filter>(byKey));
    query.order.clear();
    query.skip = 0;
    query.top = 1;
    return read;
}

Answer Service::record(const Get &get, const EntitySet &set, std::string_view key, bool isMetadata)
{
    const auto read = recordQuery(get.query, set, key);
    if (const auto *problem = std::get_if<Problem>(&read))
        return errorAnswer(*problem);
    const auto &query = std::get<Query>(read);
    const Rows rows = rowsOf(set, query.isCrossCompany, isMetadata);
    const Page page = m_pager.page(rows, query);
    if (page.rows.empty())
        return errorAnswer(noRecord(set, key));
    Answer answer;
    std::string row;
    appendRows(row, rows, query, page.rows, isMetadata);
    answer.body = R"({"@odata.context":)";
    appendQuoted(answer.body, contextOf(get, set) + "/$entity");
    answer.body += ',' + row.substr(1);
    return answer;
}

} // namespace practice::odata
