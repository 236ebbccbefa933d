#include "app/rows/TextSearch.h"

#include "app/rows/CellOrder.h"

#include <algorithm>
#include <cstring>

namespace waybill {

namespace {

constexpr auto npos = std::string_view::npos;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// Roughly how often a byte stands in names, numbers and addresses.
std::size_t frequency(char c)
{
    static constexpr std::string_view rareToOften = "zqxjkvbpygfwmucldrhsnioate:/,_.-987654321 0";
    const std::size_t place = rareToOften.find(lower(c));
    return place == npos ? 0 : place + 1;
}

/// The next of one byte, remembered until it has been passed.
class NextByte
{
public:
    NextByte(std::string_view within, char byte, std::size_t from) : m_within(within), m_byte(byte) { look(from); }
    std::size_t from(std::size_t at)
    {
        if (m_at < at)
            look(at);
        return m_at;
    }

private:
    void look(std::size_t from) { m_at = from < m_within.size() ? m_within.find(m_byte, from) : npos; }

    std::string_view m_within;
    char m_byte;
    std::size_t m_at = 0;
};

} // namespace

TextSearch::TextSearch(std::string_view text, Case letters) : m_text(text), m_letters(letters)
{
    if (letters == Case::Matters)
        return;
    m_wide = QString::fromUtf8(text.data(), qsizetype(text.size())).toCaseFolded();
    m_text = m_wide.toUtf8().toStdString();
    m_foldsBeyondAscii = !isAscii(m_text);
    const auto rarer = [](char a, char b) { return frequency(a) < frequency(b); };
    m_rarest = std::size_t(std::min_element(m_text.begin(), m_text.end(), rarer) - m_text.begin());
}

std::size_t TextSearch::find(std::string_view within, std::size_t from) const
{
    if (m_letters == Case::Folded)
        return findFolded(within, from);
#ifdef Q_OS_WIN
    return within.find(m_text, from);
#else
    if (from > within.size())
        return npos;
    const void *const found = ::memmem(within.data() + from, within.size() - from, m_text.data(), m_text.size());
    return found == nullptr ? npos : std::size_t(static_cast<const char *>(found) - within.data());
#endif
}

std::size_t TextSearch::findFolded(std::string_view within, std::size_t from) const
{
    if (m_text.empty())
        return from <= within.size() ? from : npos;
    const char rarest = m_text[m_rarest];
    NextByte small(within, rarest, from + m_rarest);
    NextByte capital(within, rarest >= 'a' && rarest <= 'z' ? char(rarest & ~0x20) : rarest, from + m_rarest);
    for (std::size_t at = from + m_rarest;; ++at) {
        at = std::min(small.from(at), capital.from(at));
        if (at == npos || at - m_rarest + m_text.size() > within.size())
            return npos;
        const char *const begin = within.data() + at - m_rarest;
        if (std::equal(m_text.begin(), m_text.end(), begin, [](char a, char b) { return a == lower(b); }))
            return at - m_rarest;
    }
}

bool TextSearch::isIn(std::string_view text) const
{
    if (!m_foldsBeyondAscii)
        return find(text) != npos;
    return !isAscii(text) &&
           QString::fromUtf8(text.data(), qsizetype(text.size())).contains(m_wide, Qt::CaseInsensitive);
}

} // namespace waybill
