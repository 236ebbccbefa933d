#include "app/practice/traffic/RecordMaker.h"

#include "app/practice/Seed.h"
#include "app/practice/traffic/Words.h"

#include <algorithm>

namespace practice {
namespace {

constexpr std::size_t mostColumns = 10;
constexpr int linesOfBatch = 10;

bool isNumber(const Field &field)
{
    return field.type == FieldType::Real || field.type == FieldType::Integer;
}

std::string amount(std::uint64_t chance)
{
    const std::uint64_t cents = 100 + below(chance, 500'000);
    return std::to_string(cents / 100) + '.' + std::to_string(cents / 10 % 10) + std::to_string(cents % 10);
}

/// Two letters or digits that tell one seed's keys from another's.
std::string markOf(std::uint64_t seed)
{
    constexpr char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    const std::uint64_t bits = mixed({seed});
    return {letters[bits % 32], letters[bits / 32 % 32], letters[bits / 1024 % 32]};
}

} // namespace

RecordMaker::RecordMaker(const Entity &entity, std::uint64_t seed, const Pools &pools) : m_entity(entity), m_seed(seed)
{
    static const ReferenceData reference;
    chooseColumns();
    for (const int column : m_columns) {
        const auto table = entity.fields[std::size_t(column)].refersTo;
        const auto given = table ? pools.find(*table) : pools.end();
        if (given != pools.end())
            m_pools.push_back(given->second);
        else
            m_pools.push_back(table ? reference.members(*table, 0) : std::vector<std::string>());
    }
}

void RecordMaker::chooseColumns()
{
    const auto &fields = m_entity.fields;
    std::vector<bool> chosen(fields.size());
    const auto choose = [&](auto suits) {
        const auto found = std::find_if(fields.begin(), fields.end(), suits);
        if (found != fields.end())
            chosen[std::size_t(found - fields.begin())] = true;
    };
    for (std::size_t index = 0; index < fields.size(); ++index)
        chosen[index] = fields[index].isMandatory || fields[index].name == "DATAAREAID" ||
                        (m_entity.balance && isNumber(fields[index]));
    for (const FieldType type : {FieldType::Real, FieldType::Integer, FieldType::Date, FieldType::Enumeration})
        choose([type](const Field &field) { return field.type == type && !field.isKey; });
    choose([](const Field &field) { return field.refersTo && !field.isKey; });
    choose([](const Field &field) { return field.maxLength > 0 && !field.refersTo && !field.isKey; });
    for (std::size_t index = 0; index < fields.size(); ++index)
        if (std::size_t(std::count(chosen.begin(), chosen.end(), true)) < mostColumns)
            chosen[index] = true;
    for (std::size_t index = 0; index < fields.size(); ++index)
        if (chosen[index])
            m_columns.push_back(int(index));
}

/// Part of the key for that row: `rest` is what the parts before it have not told apart yet.
std::string RecordMaker::keyValue(const Field &field, bool isLast, int row, int &rest) const
{
    if (field.type == FieldType::Date)
        return dateText(std::uint64_t(rest) * 7);
    if (isNumber(field))
        return std::to_string(rest + 1);
    std::string digits = std::to_string(isLast ? row : row / linesOfBatch);
    digits.insert(0, digits.size() < 5 ? 5 - digits.size() : 0, '0');
    rest = isLast ? rest : row % linesOfBatch;
    return markOf(m_seed).substr(0, field.maxLength > 8 ? 3 : 1) + digits;
}

std::string RecordMaker::plainText(const Field &field, std::uint64_t chance) const
{
    const auto named = [&](const char *part) { return field.name.find(part) != std::string::npos; };
    std::string text = "Note " + std::to_string(below(chance, 1000));
    if (named("EMAIL"))
        text = "orders" + std::to_string(below(chance, 900)) + "@example.com";
    else if (named("PHONE"))
        text = "+1 555 01" + std::to_string(10 + below(chance, 90));
    else if (named("CITY"))
        text = cityName(chance);
    else if (named("STREET"))
        text = streetAddress(chance);
    else if (named("ZIP"))
        text = std::to_string(10000 + below(chance, 89999));
    else if (named("PRODUCTNUMBER"))
        text = "P-" + std::to_string(below(chance, 100'000));
    else if (named("PRODUCT"))
        text = productName(chance);
    else if (named("NAME"))
        text = companyName(chance);
    // Bytes are never fewer than characters; a letter of two must not be cut in the middle.
    if (field.maxLength == 0 || text.size() <= std::size_t(field.maxLength))
        return text;
    return "N" + std::to_string(below(chance, 1000));
}

std::string RecordMaker::value(const Field &field, int row, std::uint64_t chance) const
{
    if (field.name == "DATAAREAID")
        return "usmf";
    if (m_entity.balance && (field.name == m_entity.balance->debit || field.name == m_entity.balance->credit)) {
        // Lines come in pairs, so that every batch balances.
        const bool isDebit = field.name == m_entity.balance->debit;
        return isDebit == (row % 2 == 0) && row != m_alone ? amount(mixed({m_seed, std::uint64_t(row / 2)})) : std::string("0");
    }
    switch (field.type) {
    case FieldType::Text:
        return plainText(field, chance);
    case FieldType::Integer:
        return std::to_string(1 + below(chance, 60));
    case FieldType::Real:
        return amount(chance);
    case FieldType::Date:
        return dateText(below(chance, 720));
    case FieldType::Enumeration:
        return field.symbols[below(chance, field.symbols.size())];
    }
    return {};
}

MadeRecord RecordMaker::good(int row) const
{
    MadeRecord record;
    int rest = row;
    int keysLeft = m_entity.keyCount();
    for (std::size_t place = 0; place < m_columns.size(); ++place) {
        const Field &field = m_entity.fields[std::size_t(m_columns[place])];
        const std::uint64_t chance = mixed({m_seed, std::uint64_t(row), place});
        const auto &pool = m_pools[place];
        keysLeft -= field.isKey ? 1 : 0;
        if (field.isKey && !pool.empty()) {
            record.push_back(pool[std::size_t(rest) % pool.size()]);
            rest /= int(pool.size());
        } else if (field.isKey) {
            record.push_back(keyValue(field, keysLeft == 0, row, rest));
        } else {
            record.push_back(pool.empty() ? value(field, row, chance) : pool[below(chance, pool.size())]);
        }
    }
    return record;
}

std::string *RecordMaker::find(MadeRecord &record, bool (*suits)(const Field &)) const
{
    for (std::size_t place = 0; place < m_columns.size(); ++place)
        if (suits(m_entity.fields[std::size_t(m_columns[place])]))
            return &record[place];
    return nullptr;
}

bool RecordMaker::spoil(MadeRecord &record, Cause cause, int row) const
{
    const std::uint64_t chance = mixed({m_seed, std::uint64_t(row), 77});
    std::string *target = nullptr;
    std::string text;
    switch (cause) {
    case Cause::Number:
        target = find(record, [](const Field &field) { return isNumber(field) && !field.isKey; });
        text = std::to_string(1 + below(chance, 9)) + ",5";
        break;
    case Cause::Date:
        target = find(record, [](const Field &field) { return field.type == FieldType::Date; });
        text = "2026-02-" + std::to_string(30 + below(chance, 9));
        break;
    case Cause::Enum:
        target = find(record, [](const Field &field) { return field.type == FieldType::Enumeration; });
        text = below(chance, 2) == 0 ? "Perhaps" : "Other";
        break;
    case Cause::Length:
        target = find(record, [](const Field &field) {
            return field.type == FieldType::Text && field.maxLength > 0 && field.maxLength <= 100 && !field.isKey;
        });
        text = std::string(120, 'x');
        break;
    case Cause::Mandatory:
        target = find(
            record, [](const Field &field) { return field.isMandatory && !field.isKey && field.standIn.empty(); });
        target = target ? target : find(record, [](const Field &field) { return field.isMandatory; });
        break;
    case Cause::Reference:
        target = find(record, [](const Field &field) { return field.refersTo && !field.isKey; });
        target = target ? target : find(record, [](const Field &field) { return field.refersTo.has_value(); });
        text = "X" + std::to_string(below(chance, 7));
        break;
    case Cause::Company:
        target = find(record, [](const Field &field) { return field.name == "DATAAREAID"; });
        text = "usrt";
        break;
    case Cause::Duplicate:
        record = good(0);
        return row > 0;
    case Cause::Columns:
        record.pop_back();
        return true;
    default:
        return false;
    }
    if (target)
        *target = text;
    return target != nullptr;
}

} // namespace practice
