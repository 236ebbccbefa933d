#include "app/practice/data/CsvSource.h"

#include "app/practice/data/Text.h"

#include <algorithm>
#include <array>

namespace practice {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSeparators = {',', ';', '\t', '|'};

std::string_view unquoted(std::string_view name)
{
    name = trimmed(name);
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"')
        return name.substr(1, name.size() - 2);
    return name;
}

/// How many of the header's names the entity knows, then into how many names it falls.
std::pair<int, int> headerFit(std::string_view header, char separator, const Entity &entity)
{
    std::pair<int, int> fit{0, 0};
    for (std::size_t begin = 0; begin <= header.size();) {
        const std::size_t end = std::min(header.find(separator, begin), header.size());
        fit.first += entity.indexOf(unquoted(header.substr(begin, end - begin))) >= 0 ? 1 : 0;
        ++fit.second;
        begin = end + 1;
    }
    return fit;
}

char bestSeparator(std::string_view header, const Entity &entity)
{
    return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
        return headerFit(header, a, entity) < headerFit(header, b, entity);
    });
}

} // namespace

CsvSource::CsvSource(const QString &path, const Entity &entity) : m_entity(entity), m_reader(path)
{
    m_separator = bestSeparator(m_reader.peekFirstLine(), entity);
    m_reader.setSeparator(m_separator);
}

QString CsvSource::description() const
{
    const QString separator = m_separator == ','   ? u"comma"_s
                              : m_separator == ';' ? u"semicolon"_s
                              : m_separator == '|' ? u"bar"_s
                                                   : u"tab"_s;
    return u"CSV (%1, %2)"_s.arg(separator, m_reader.encodingName());
}

RecordSource::Step CsvSource::brokenFile()
{
    return broken({true, m_reader.fault(), {}});
}

bool CsvSource::refuseHeader(const QString &column, const QString &message)
{
    m_headerRefusal = {true, message, {{QString(), column, message}}};
    return false;
}

bool CsvSource::readHeader()
{
    if (!m_reader.next(m_row)) {
        m_headerRefusal = m_reader.fault().isEmpty() ? Refusal{true, u"The source file has no header row."_s, {}}
                                                     : Refusal{true, m_reader.fault(), {}};
        return false;
    }
    for (const std::string_view cell : m_row) {
        const QString column = forMessage(cell);
        const int field = m_entity.indexOf(trimmed(cell));
        if (field < 0)
            return refuseHeader(column, u"The mapping is incorrect: column '%1' of the source file has no field in the "
                                        "staging table of entity '%2'."_s.arg(column, m_entity.label));
        if (std::find(m_fieldOfColumn.begin(), m_fieldOfColumn.end(), field) != m_fieldOfColumn.end())
            return refuseHeader(column, u"The mapping is incorrect: column '%1' stands in the header of the source "
                                        "file more than once."_s.arg(column));
        m_fieldOfColumn.push_back(field);
    }
    m_headerRead = true;
    return true;
}

RecordSource::Step CsvSource::next(Record &record)
{
    if (!m_headerRead && !readHeader())
        return broken(m_headerRefusal);
    if (!m_reader.next(m_row))
        return m_reader.fault().isEmpty() ? Step::End : brokenFile();
    record.number = ++m_number;
    record.shapeFault.clear();
    record.values.assign(m_entity.fields.size(), {});
    for (std::size_t column = 0; column < std::min(m_row.size(), m_fieldOfColumn.size()); ++column)
        record.values[std::size_t(m_fieldOfColumn[column])] = m_row[column];
    if (m_row.size() != m_fieldOfColumn.size())
        record.shapeFault = u"The record has %1 values, but the header names %2 columns."_s.arg(m_row.size())
                                .arg(m_fieldOfColumn.size());
    return Step::Record;
}

} // namespace practice
