#include "app/files/CsvScanner.h"

namespace waybill {

template <class Unit>
bool CsvScanner<Unit>::passQuoted(std::basic_string_view<Unit> text, bool complete, std::size_t &at)
{
    m_quoteLine = m_lineEnds;
    std::size_t i = at + 1;
    const std::size_t size = text.size();
    while (i < size) {
        const Unit c = text[i];
        if (c == Unit('"')) {
            if (i + 1 == size && !complete)
                return false;
            if (i + 1 == size || text[i + 1] != Unit('"')) {
                at = i + 1;
                return true;
            }
            i += 2;
            continue;
        }
        if (c == Unit('\n') || (c == Unit('\r') && (i + 1 == size || text[i + 1] != Unit('\n'))))
            ++m_lineEnds;
        ++i;
    }
    return false;
}

template <class Unit>
typename CsvScanner<Unit>::Outcome CsvScanner<Unit>::scan(std::basic_string_view<Unit> text, bool complete)
{
    m_fields.clear();
    m_lineEnds = 0;
    const std::size_t size = text.size();
    std::size_t at = 0;
    while (true) {
        Field field{at, at, at < size && text[at] == Unit('"')};
        if (field.quoted && !passQuoted(text, complete, at))
            return complete ? Outcome::OpenQuote : Outcome::NeedMore;
        while (at < size && !endsValue(text[at]))
            ++at;
        if (at == size && !complete)
            return Outcome::NeedMore;
        field.end = at;
        m_fields.push_back(field);
        if (at == size) {
            m_used = at;
            return Outcome::Record;
        }
        if (text[at] == m_separator) {
            ++at;
            continue;
        }
        std::size_t end = at + 1;
        if (text[at] == Unit('\r')) {
            if (end == size && !complete)
                return Outcome::NeedMore;
            if (end < size && text[end] == Unit('\n'))
                ++end;
        }
        ++m_lineEnds;
        m_used = end;
        return Outcome::Record;
    }
}

template <class Unit>
bool CsvScanner<Unit>::blank() const
{
    return m_fields.size() == 1 && m_fields[0].begin == m_fields[0].end;
}

template <class Unit>
char detectSeparator(std::basic_string_view<Unit> header)
{
    constexpr std::array<char, 4> candidates = {',', ';', '\t', '|'};
    std::array<int, 4> counts = {};
    bool quoted = false;
    for (const Unit c : header) {
        if (c == Unit('"'))
            quoted = !quoted;
        else if (!quoted && (c == Unit('\n') || c == Unit('\r')))
            break;
        for (std::size_t i = 0; i < candidates.size() && !quoted; ++i)
            counts[i] += c == Unit(candidates[i]) ? 1 : 0;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        if (counts[i] > counts[best])
            best = i;
    }
    return candidates[best];
}

template class CsvScanner<char>;
template class CsvScanner<char16_t>;
template char detectSeparator<char>(std::string_view);
template char detectSeparator<char16_t>(std::u16string_view);

} // namespace waybill
