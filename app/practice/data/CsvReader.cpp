#include "app/practice/data/CsvReader.h"

#include "app/practice/data/Text.h"

#include <algorithm>

namespace practice {

using namespace Qt::StringLiterals;

namespace {
constexpr std::size_t kLongestRow = 16 * 1024 * 1024;
}

CsvReader::CsvReader(const QString &path) : m_source(path) {}

QString CsvReader::fault() const
{
    return m_fault.isEmpty() ? m_source.fault() : m_fault;
}

bool CsvReader::take()
{
    m_started = true;
    m_at = 0;
    m_piece = m_source.read();
    return !m_piece.empty();
}

std::string_view CsvReader::peekFirstLine()
{
    if (!m_started && !take())
        return {};
    const std::size_t begin = m_piece.find_first_not_of("\r\n \t", m_at);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t end = m_piece.find_first_of("\r\n", begin);
    // A leading tab is a separator, not a blank.
    const std::size_t lineBegin = m_piece.find_last_of("\r\n", begin);
    const std::size_t first = lineBegin == std::string_view::npos ? m_at : lineBegin + 1;
    return m_piece.substr(first, end == std::string_view::npos ? end : end - first);
}

bool CsvReader::endsFirstLineWithLineFeedOnly()
{
    const std::string_view line = peekFirstLine();
    if (line.empty())
        return false;
    const std::size_t end = std::size_t(line.data() - m_piece.data()) + line.size();
    return end < m_piece.size() && m_piece[end] == '\n';
}

bool CsvReader::next(std::vector<std::string_view> &values)
{
    while (readRow()) {
        values.clear();
        std::size_t begin = 0;
        bool blank = true;
        for (const std::size_t end : m_ends) {
            const std::string_view value = std::string_view(m_row).substr(begin, end - begin);
            blank = blank && trimmed(value).empty();
            values.push_back(value);
            begin = end;
        }
        if (!blank)
            return true;
    }
    return false;
}

bool CsvReader::readRow()
{
    m_row.clear();
    m_ends.clear();
    m_place = Place::ValueBegin;
    for (;;) {
        if (m_at == m_piece.size() && !take())
            break;
        if (m_place == Place::Plain || m_place == Place::Quoted)
            appendPlain();
        if (m_row.size() > kLongestRow) {
            m_fault = u"The record before line %1 is longer than 16 MB: a text qualifier is not closed."_s.arg(m_line);
            return false;
        }
        if (m_at < m_piece.size() && step(m_piece[m_at++]))
            return true;
    }
    if (!m_source.fault().isEmpty())
        return false;
    if (m_place == Place::Quoted) {
        m_fault = u"The text qualifier (\") opened in line %1 of the file is never closed."_s.arg(m_quoteLine);
        return false;
    }
    if (m_row.empty() && m_ends.empty())
        return false;
    endValue();
    return true;
}

void CsvReader::appendPlain()
{
    const bool quoted = m_place == Place::Quoted;
    const char *begin = m_piece.data() + m_at;
    const char *end = m_piece.data() + m_piece.size();
    const char *stop = std::find_if(begin, end, [&](char c) {
        return quoted ? c == '"' || c == '\n' : c == m_separator || c == '\n' || c == '\r';
    });
    m_row.append(begin, stop);
    m_at += std::size_t(stop - begin);
}

/// Takes one character; true when it ends the row.
bool CsvReader::step(char c)
{
    const bool secondOfPair = m_skipLineFeed && c == '\n';
    m_skipLineFeed = false;
    if (secondOfPair)
        return false;
    if (c == '\n')
        ++m_line;
    if (m_place == Place::Quoted) {
        if (c == '"')
            m_place = Place::AfterQuote;
        else
            m_row += c;
        return false;
    }
    if (c == '"' && m_place != Place::Plain) {
        if (m_place == Place::AfterQuote)
            m_row += c;
        else
            m_quoteLine = m_line;
        m_place = Place::Quoted;
        return false;
    }
    if (c == m_separator) {
        endValue();
        return false;
    }
    if (c == '\n' || c == '\r') {
        if (c == '\r') {
            ++m_line;
            m_skipLineFeed = true;
        }
        endValue();
        return true;
    }
    m_row += c;
    m_place = Place::Plain;
    return false;
}

void CsvReader::endValue()
{
    m_ends.push_back(m_row.size());
    m_place = Place::ValueBegin;
}

} // namespace practice
