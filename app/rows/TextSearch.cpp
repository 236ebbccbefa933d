#include "app/rows/TextSearch.h"

#include "app/rows/CellOrder.h"
#include "app/rows/FoldedSearch.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace waybill {

namespace {

constexpr auto npos = std::string_view::npos;

/// Roughly how often a byte stands in names, numbers and addresses.
std::size_t frequency(char c)
{
    static constexpr std::string_view rareToOften = "zqxjkvbpygfwmucldrhsnioate:/,_.-987654321 0";
    const std::size_t place = rareToOften.find(lowered(c));
    return place == npos ? 0 : place + 1;
}

} // namespace

TextSearch::TextSearch(std::string_view text, Case letters) : m_text(text), m_letters(letters)
{
    if (letters == Case::Matters)
        return;
    m_wide = QString::fromUtf8(text.data(), qsizetype(text.size())).toCaseFolded();
    m_text = m_wide.toUtf8().toStdString();
    m_foldsBeyondAscii = !isAscii(m_text);
    chooseRarest(&frequency);
}

template <class Frequency>
void TextSearch::chooseRarest(Frequency frequency)
{
    std::size_t rarest = 0, rare = 0;
    for (std::size_t i = 1; i < m_text.size(); ++i) {
        if (frequency(m_text[i]) < frequency(m_text[rarest])) {
            rare = rarest;
            rarest = i;
        } else if (rare == rarest || frequency(m_text[i]) < frequency(m_text[rare])) {
            rare = i;
        }
    }
    m_rarest = rarest;
    m_rare = rare;
}

void TextSearch::tuneTo(std::string_view sample)
{
    constexpr std::size_t looks = 2048;
    if (m_letters == Case::Matters)
        return;
    std::array<std::uint16_t, 256> counts{};
    const std::size_t step = sample.size() / looks + 1;
    for (std::size_t at = 0; at < sample.size(); at += step)
        ++counts[std::uint8_t(lowered(sample[at]))];
    chooseRarest([&counts](char c) { return counts[std::uint8_t(c)]; });
}

std::size_t TextSearch::find(std::string_view within, std::size_t from) const
{
    if (m_letters == Case::Folded)
        return m_text.empty() ? (from <= within.size() ? from : npos)
                              : findFolded<ManyBytes>(m_text, m_rarest, m_rare, within, from);
#ifdef Q_OS_WIN
    return within.find(m_text, from);
#else
    if (from > within.size() || m_text.size() > within.size() - from)
        return npos; // also where there is no memory to look into
    const void *const found = ::memmem(within.data() + from, within.size() - from, m_text.data(), m_text.size());
    return found == nullptr ? npos : std::size_t(static_cast<const char *>(found) - within.data());
#endif
}

bool TextSearch::isIn(std::string_view text) const
{
    if (!m_foldsBeyondAscii)
        return find(text) != npos;
    return !isAscii(text) &&
           QString::fromUtf8(text.data(), qsizetype(text.size())).contains(m_wide, Qt::CaseInsensitive);
}

} // namespace waybill
