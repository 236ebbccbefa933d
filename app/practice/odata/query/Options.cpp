#include "app/practice/odata/query/Options.h"

#include <algorithm>
#include <charconv>

namespace practice::odata {
namespace {

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

/// Split at `separator` where no bracket and no quote is open.
std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    int depth = 0;
    bool isQuoted = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char byte = at < text.size() ? text[at] : separator;
        if (byte == '\'')
            isQuoted = !isQuoted;
        depth += isQuoted ? 0 : byte == '(' ? 1 : byte == ')' ? -1 : 0;
        if (at == text.size() || (byte == separator && depth == 0 && !isQuoted)) {
            parts.push_back(trimmed(text.substr(begin, at - begin)));
            begin = at + 1;
        }
    }
    return parts;
}

std::vector<int> allOf(const EntitySet &set)
{
    std::vector<int> all(set.properties.size());
    for (std::size_t index = 0; index < all.size(); ++index)
        all[index] = int(index);
    return all;
}

std::optional<Problem> readSelect(std::string_view text, const EntitySet &set, std::vector<int> &selected)
{
    selected.clear();
    for (const std::string_view name : split(text, ',')) {
        if (name == "*") {
            selected = allOf(set);
            return std::nullopt;
        }
        const int index = set.indexOf(name);
        if (index < 0)
            return noSuchProperty(name, set.typeName);
        selected.push_back(index);
    }
    std::sort(selected.begin(), selected.end());
    selected.erase(std::unique(selected.begin(), selected.end()), selected.end());
    return std::nullopt;
}

std::optional<Problem> readOrder(std::string_view text, const EntitySet &set, std::vector<Ordering> &order)
{
    for (const std::string_view part : split(text, ',')) {
        const std::size_t blank = part.find(' ');
        const std::string_view name = part.substr(0, blank);
        const std::string_view way = blank == std::string_view::npos ? "asc" : trimmed(part.substr(blank));
        const int index = set.indexOf(name);
        if (index < 0)
            return noSuchProperty(name, set.typeName);
        if (way != "asc" && way != "desc")
            return Problem{400, "Syntax error at position " + std::to_string(std::size_t(way.data() - text.data())) +
                                    " in '" + std::string(text) + "'."};
        order.push_back({index, way == "desc"});
    }
    return std::nullopt;
}

Problem tooDeep()
{
    return {400, "The request includes a $expand path which is too deep. The maximum depth allowed is 1."};
}

std::optional<Problem> readExpansion(std::string_view part, const EntitySet &set, const Model &model,
                                     std::vector<Expansion> &expansions)
{
    const std::size_t bracket = part.find('(');
    const std::string_view name = trimmed(part.substr(0, bracket));
    if (name.find('/') != std::string_view::npos)
        return tooDeep();
    const Navigation *navigation = set.navigation(name);
    if (!navigation)
        return set.indexOf(name) < 0 ? noSuchProperty(name, set.typeName)
                                     : Problem{400, "Property '" + std::string(name) +
                                                        "' on type 'Microsoft.Dynamics.DataEntities." + set.typeName +
                                                        "' is not a navigation property or complex property. Only "
                                                        "navigation properties can be expanded."};
    Expansion expansion{navigation, model.find(navigation->target), {}};
    expansion.selected = allOf(*expansion.target);
    if (bracket != std::string_view::npos) {
        std::string_view inner = part.substr(bracket + 1);
        inner.remove_suffix(inner.ends_with(')') ? 1 : 0);
        for (const std::string_view option : split(inner, ';')) {
            if (option.starts_with("$expand="))
                return tooDeep();
            if (!option.starts_with("$select="))
                return Problem{400, "The option '" + std::string(option) + "' is not allowed within $expand."};
            if (const auto problem = readSelect(option.substr(8), *expansion.target, expansion.selected))
                return problem;
        }
    }
    expansions.push_back(std::move(expansion));
    return std::nullopt;
}

std::optional<Problem> readNumber(std::string_view name, std::string_view text, std::int64_t &number)
{
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc() && read.ptr == text.data() + text.size() && number >= 0)
        return std::nullopt;
    return Problem{400, "Invalid value '" + std::string(text) + "' for " + std::string(name) +
                            " query option found. The " + std::string(name) +
                            " query option requires a non-negative integer value."};
}

std::optional<Problem> readOption(std::string_view name, std::string_view value, const EntitySet &set,
                                  const Model &model, Query &query)
{
    if (name == "$filter") {
        auto filter = Filter::read(value, set, model.enumerations());
        if (auto *problem = std::get_if<Problem>(&filter))
            return std::move(*problem);
        query.filter = std::move(std::get<Filter>(filter));
    } else if (name == "$select") {
        return readSelect(value, set, query.selected);
    } else if (name == "$orderby") {
        return readOrder(value, set, query.order);
    } else if (name == "$expand") {
        for (const std::string_view part : split(value, ','))
            if (auto problem = readExpansion(part, set, model, query.expansions))
                return problem;
    } else if (name == "$top") {
        query.top = 0;
        return readNumber(name, value, *query.top);
    } else if (name == "$skip") {
        return readNumber(name, value, query.skip);
    } else if (name == "$count") {
        if (value != "true" && value != "false")
            return Problem{400, "Invalid value '" + std::string(value) +
                                    "' for $count query option found. Valid values are 'true' or 'false'."};
        query.wantsCount = value == "true";
    } else if (name == "cross-company") {
        query.isCrossCompany = lowered(value) == "true";
    } else if (name == "$format") {
        if (value != "json" && !value.starts_with("application/json"))
            return Problem{415, "A supported MIME type could not be found that matches the requested format."};
    } else if (name.starts_with('$')) {
        return Problem{400, "The query parameter '" + std::string(name) + "' is not supported."};
    }
    return std::nullopt;
}

} // namespace

std::string decoded(std::string_view text, bool isForm)
{
    const auto digit = [](char byte) {
        return byte >= '0' && byte <= '9'                 ? byte - '0'
               : (byte | 32) >= 'a' && (byte | 32) <= 'f' ? (byte | 32) - 'a' + 10
                                                          : -1;
    };
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0) {
            result += char(digit(text[at + 1]) * 16 + digit(text[at + 2]));
            at += 2;
        } else {
            result += isForm && text[at] == '+' ? ' ' : text[at];
        }
    }
    return result;
}

std::variant<Query, Problem> readQuery(std::string_view text, const EntitySet &set, const Model &model)
{
    Query query;
    query.selected = allOf(set);
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        if (part.empty())
            continue;
        const std::size_t equals = part.find('=');
        const std::string name = decoded(part.substr(0, equals), true);
        const std::string_view raw = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        const bool isTwice = name.starts_with('$') && std::any_of(query.sent.begin(), query.sent.end(),
                                                                  [&](const auto &sent) { return sent.first == name; });
        if (isTwice)
            return Problem{400, "Query option '" + name +
                                    "' was specified more than once, but it must be specified at "
                                    "most once."};
        const std::string value = decoded(raw, true);
        if (auto problem = readOption(name, trimmed(value), set, model, query))
            return std::move(*problem);
        if (name == "$filter" || name == "$orderby" || name == "cross-company")
            query.orderText += name + '=' + value + '&';
        query.sent.emplace_back(name, raw);
    }
    return query;
}

std::string queryAfter(const Query &query, std::int64_t taken)
{
    std::string result;
    const auto append = [&](std::string_view name, std::string_view value) {
        result.append(result.empty() ? "?" : "&").append(name).append("=").append(value);
    };
    for (const auto &[name, value] : query.sent)
        if (name != "$skip" && name != "$top")
            append(name, value);
    if (query.top)
        append("$top", std::to_string(*query.top - taken));
    append("$skip", std::to_string(query.skip + taken));
    return result;
}

} // namespace practice::odata
