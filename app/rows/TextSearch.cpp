#include "app/rows/TextSearch.h"

#include "app/rows/CellOrder.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace waybill {

namespace {

constexpr auto npos = std::string_view::npos;

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// Roughly how often a byte stands in names, numbers and addresses.
std::size_t frequency(char c)
{
    static constexpr std::string_view rareToOften = "zqxjkvbpygfwmucldrhsnioate:/,_.-987654321 0";
    const std::size_t place = rareToOften.find(lowered(c));
    return place == npos ? 0 : place + 1;
}

/// Eight bytes of a text at once, and which of them may be one wanted byte, a letter in either case.
class ByteMatch
{
public:
    explicit ByteMatch(char wanted)
        : m_case(wanted >= 'a' && wanted <= 'z' ? each * 0x20 : 0), m_wanted(each * std::uint8_t(wanted))
    {
    }
    /// Zero in every byte that is the wanted one.
    std::uint64_t differences(const char *at) const { return (qFromLittleEndian<quint64>(at) | m_case) ^ m_wanted; }
    /// The highest bit of every byte that is zero, and perhaps of one above such.
    static std::uint64_t zeros(std::uint64_t bytes) { return (bytes - each) & ~bytes & (each * 0x80); }

    static constexpr std::size_t width = sizeof(std::uint64_t);

private:
    static constexpr std::uint64_t each = 0x0101010101010101;

    std::uint64_t m_case;
    std::uint64_t m_wanted;
};

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
        return findFolded(within, from);
#ifdef Q_OS_WIN
    return within.find(m_text, from);
#else
    if (from > within.size() || m_text.size() > within.size() - from)
        return npos; // also where there is no memory to look into
    const void *const found = ::memmem(within.data() + from, within.size() - from, m_text.data(), m_text.size());
    return found == nullptr ? npos : std::size_t(static_cast<const char *>(found) - within.data());
#endif
}

std::size_t TextSearch::findFolded(std::string_view within, std::size_t from) const
{
    if (m_text.empty())
        return from <= within.size() ? from : npos;
    if (from > within.size() || m_text.size() > within.size() - from)
        return npos;
    const auto standsAt = [&](std::size_t at) {
        return std::equal(m_text.begin(), m_text.end(), within.data() + at,
                          [](char a, char b) { return a == lowered(b); });
    };
    const ByteMatch rarest(m_text[m_rarest]), rare(m_text[m_rare]);
    const std::size_t end = within.size() - m_text.size() + 1; // of the places where it may begin
    const std::size_t last = std::max(m_rarest, m_rare);
    std::size_t at = from;
    for (; at < end && at + last + ByteMatch::width <= within.size(); at += ByteMatch::width) {
        const char *const begin = within.data() + at;
        auto found = ByteMatch::zeros(rarest.differences(begin + m_rarest) | rare.differences(begin + m_rare));
        for (; found != 0; found &= found - 1) {
            const std::size_t place = at + std::size_t(std::countr_zero(found)) / 8;
            if (place < end && standsAt(place))
                return place;
        }
    }
    for (; at < end; ++at) {
        if (standsAt(at))
            return at;
    }
    return npos;
}

bool TextSearch::isIn(std::string_view text) const
{
    if (!m_foldsBeyondAscii)
        return find(text) != npos;
    return !isAscii(text) &&
           QString::fromUtf8(text.data(), qsizetype(text.size())).contains(m_wide, Qt::CaseInsensitive);
}

} // namespace waybill
