#include "app/practice/data/CsvSource.h"

#include "app/practice/data/Text.h"

#include <QUuid>

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
std::pair<int, int> headerFit(std::string_view header, char separator, const FieldMap &map)
{
    std::pair<int, int> fit{0, 0};
    for (std::size_t begin = 0; begin <= header.size();) {
        const std::size_t end = std::min(header.find(separator, begin), header.size());
        fit.first += map.indexOf(unquoted(header.substr(begin, end - begin))) >= 0 ? 1 : 0;
        ++fit.second;
        begin = end + 1;
    }
    return fit;
}

char bestSeparator(std::string_view header, const FieldMap &map)
{
    return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
        return headerFit(header, a, map) < headerFit(header, b, map);
    });
}

} // namespace

CsvSource::CsvSource(const RecordFile &file) : m_file(file), m_reader(file.path)
{
    m_separator = bestSeparator(m_reader.peekFirstLine(), file.map);
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

/// What a data project that names its format does not forgive; true when the file is refused for it.
bool CsvSource::refuseFormat()
{
    if (m_file.format == SourceFormat::ByContent)
        return false;
    const QString &label = m_file.entity.label;
    const std::string_view header = m_reader.peekFirstLine();
    if (m_file.format == SourceFormat::CsvUnicode && m_reader.encodingName() != "UTF-16 LE"_L1)
        m_headerRefusal = {true,
                           u"The format CSV-Unicode of entity '%1' wants UTF-16 LE with a byte order mark, but the "
                           "source file is %2."_s.arg(label, m_reader.encodingName()),
                           {}};
    else if (m_reader.endsFirstLineWithLineFeedOnly())
        // In F&O's own words, which name a field that nobody has ever seen.
        m_headerRefusal = {true,
                           u"The mapping is incorrect between source and staging of entity '%1': field %2 is not "
                           "part of the mapping."_s.arg(
                               label, QUuid::createUuidV5(QUuid(), toQString(header)).toString().toUpper()),
                           {}};
    else
        return false;
    return true;
}

bool CsvSource::readHeader()
{
    if (refuseFormat())
        return false;
    if (!m_reader.next(m_row)) {
        m_headerRefusal = m_reader.fault().isEmpty() ? Refusal{true, u"The source file has no header row."_s, {}}
                                                     : Refusal{true, m_reader.fault(), {}};
        return false;
    }
    for (const std::string_view cell : m_row) {
        const QString column = forMessage(cell);
        const int field = m_file.map.indexOf(trimmed(cell));
        if (field < 0)
            return refuseHeader(column, u"The mapping is incorrect: column '%1' of the source file has no field in the "
                                        "staging table of entity '%2'."_s.arg(column, m_file.entity.label));
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
    record.values.assign(m_file.entity.fields.size(), {});
    for (std::size_t column = 0; column < std::min(m_row.size(), m_fieldOfColumn.size()); ++column)
        record.values[std::size_t(m_fieldOfColumn[column])] = m_row[column];
    if (m_row.size() != m_fieldOfColumn.size())
        record.shapeFault = u"The record has %1 values, but the header names %2 columns."_s.arg(m_row.size())
                                .arg(m_fieldOfColumn.size());
    return Step::Record;
}

} // namespace practice
