#include "app/practice/odata/ChangeSet.h"
#include "app/practice/odata/RecordKey.h"
#include "app/practice/odata/RowText.h"
#include "app/practice/odata/Service.h"
#include "app/practice/odata/Writing.h"

#include <algorithm>

// What changes the rows: POST, PATCH and DELETE.
namespace practice::odata {
namespace {

constexpr std::size_t longestRecord = 8 << 20; ///< bytes of a body: every write copies what was written before

/// The company by its name as dataAreaId has it; -1: there is none.
int companyNamed(std::string_view name)
{
    const std::vector<std::string> &names = Model::companies();
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : int(found - names.begin());
}

/// A row of these has the values in all properties of the key.
bool hasKey(const Rows &rows, const std::map<int, WrittenValue> &values)
{
    const auto &properties = rows.set().properties;
    Cell cell, other;
    for (std::int64_t row = 0; row < rows.count(); ++row) {
        Place place = rows.at(row);
        bool isSame = true;
        for (std::size_t i = 0; isSame && i < properties.size(); ++i) {
            if (!properties[i].isKey)
                continue;
            rows.make(place, int(i), cell);
            values.at(int(i)).show(other);
            const bool isText = cell.kind == Cell::Kind::Text || cell.kind == Cell::Kind::Guid;
            isSame = isText ? cell.text == other.text : cell.number == other.number;
        }
        if (isSame)
            return true;
    }
    return false;
}

std::string quotedEtag(const Rows &rows, std::int64_t row)
{
    return "W/\"" + etagOf(rows.at(row)) + '"';
}

} // namespace

Answer Service::write(const Write &write)
{
    ChangeSet alone(*this);
    Answer answer = alone.write(write);
    if (answer.status < 400)
        alone.keep();
    return answer;
}

Answer Service::writeInto(Written &written, const Write &write)
{
    const std::string_view name = write.path.substr(0, write.path.find_first_of("(/"));
    const EntitySet *set = m_model.find(name);
    if (set == nullptr)
        return errorAnswer(noResource(write.root, write.path));
    if (set->isReadOnly)
        return errorAnswer({405, "The entity set '" + set->name + "' is read-only.", false});
    if (write.body.size() > longestRecord)
        return errorAnswer({413, "The body of the request is longer than 8 MB.", false});
    const std::string_view rest = write.path.substr(name.size());
    if (write.method == "POST") {
        const auto query = readQuery(write.query, *set, m_model);
        if (const auto *problem = std::get_if<Problem>(&query))
            return errorAnswer(*problem);
        return rest.empty() || rest == "/" ? add(written, write, *set, std::get<Query>(query))
                                           : errorAnswer(noResource(write.root, write.path));
    }
    const std::size_t end = rest.starts_with('(') ? closingBracket(rest, 0) : std::string_view::npos;
    if (end == std::string_view::npos || end + 1 != rest.size())
        return errorAnswer(noResource(write.root, write.path));
    const std::string_view key = rest.substr(1, end - 1);
    const auto query = recordQuery(write.query, *set, key);
    if (const auto *problem = std::get_if<Problem>(&query))
        return errorAnswer(*problem);
    const Rows rows = m_world.rows(*set, std::get<Query>(query).isCrossCompany, written);
    const Page page = m_pager.page(rows, std::get<Query>(query));
    if (page.rows.empty())
        return errorAnswer(noRecord(*set, key));
    const std::int64_t number = page.rows.front();
    if (!write.ifMatch.empty() && write.ifMatch != "*" && write.ifMatch != quotedEtag(rows, number))
        return errorAnswer({412, "The record was changed since it was read: its etag is another one.", false});
    const Place place = rows.at(number);
    if (write.method == "DELETE") {
        World::change(written, *set, companyNamed(place.company), [&](Changes &changes) { changes.remove(place.row); });
    } else {
        const auto read = valuesFrom(write.body, *set);
        if (const auto *problem = std::get_if<Problem>(&read))
            return errorAnswer(*problem);
        World::change(written, *set, companyNamed(place.company), [&](Changes &changes) {
            WrittenRow &row = changes.rows[place.row];
            row.version = changes.version;
            for (const auto &[property, value] : std::get<std::map<int, WrittenValue>>(read))
                if (!set->properties[std::size_t(property)].isKey) // which stays what it is
                    row.values[property] = value;
        });
    }
    Answer answer;
    answer.status = 204;
    return answer;
}

Answer Service::add(Written &written, const Write &write, const EntitySet &set, const Query &query)
{
    auto read = valuesFrom(write.body, set);
    if (const auto *problem = std::get_if<Problem>(&read))
        return errorAnswer(*problem);
    auto &values = std::get<std::map<int, WrittenValue>>(read);
    int company = 0;
    if (const int property = set.companyProperty(); property >= 0) {
        const auto given = values.find(property);
        if (given != values.end())
            company = companyNamed(given->second.text);
        if (company < 0)
            return errorAnswer({400, "There is no company '" + given->second.text + "'.", false});
        if (company != 0 && !query.isCrossCompany)
            return errorAnswer({404, "The company '" + given->second.text + "' is not the user's own.", false});
        values[property] = {Cell::Kind::Text, 0, 0, Model::companies()[std::size_t(company)]};
    }
    for (std::size_t i = 0; i < set.properties.size(); ++i) {
        const Property &property = set.properties[i];
        const auto given = values.find(int(i));
        if ((property.isKey || property.isMandatory) && !property.isReadOnly &&
            (given == values.end() || (property.type == Type::Text && given->second.text.empty())))
            return errorAnswer({400, "The field '" + property.name + "' must be filled in.", false});
        if (given == values.end())
            values[int(i)] = emptyValue(property);
    }
    const std::vector<int> own{company};
    if (hasKey(m_world.rows(set, own, written), values))
        return errorAnswer({400, "Cannot create a record in " + set.name + ". The record already exists.", false});
    World::change(written, set, company, [&](Changes &changes) {
        changes.added.push_back(changes.nextAdded);
        changes.rows[changes.nextAdded++] = {changes.version, values};
    });
    const Rows rows = m_world.rows(set, own, written);
    Answer answer;
    answer.status = 201;
    answer.etag = quotedEtag(rows, rows.count() - 1);
    answer.location = std::string(write.root) + '/' + recordPath(rows, rows.count() - 1);
    std::string row;
    appendRows(row, rows, query, {rows.count() - 1}, false);
    answer.body = R"({"@odata.context":)";
    appendQuoted(answer.body, std::string(write.root) + "/$metadata#" + set.name + "/$entity");
    answer.body += ',' + row.substr(1);
    return answer;
}

} // namespace practice::odata
