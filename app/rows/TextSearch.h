#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace waybill {

/// Finds a text in others, quickest in one long piece of memory.
class TextSearch
{
public:
    enum class Case { Matters, Folded };

    TextSearch(std::string_view text, Case letters);

    /// Where the text first stands in `within` from `from` on; npos where it does not. Not where foldsBeyondAscii().
    std::size_t find(std::string_view within, std::size_t from = 0) const;
    /// Whether the text stands in another; any text may be searched for.
    bool isIn(std::string_view text) const;

    /// Makes it quicker in texts that are like this one, by what is rare in it; what is found stays the same.
    void tuneTo(std::string_view sample);

    bool isEmpty() const { return m_text.empty(); }
    /// Bytes of a match; not where foldsBeyondAscii().
    std::size_t size() const { return m_text.size(); }
    /// Letters beyond ASCII are searched for without case: only isIn knows how.
    bool foldsBeyondAscii() const { return m_foldsBeyondAscii; }

private:
    template <class Frequency>
    void chooseRarest(Frequency frequency);

    std::string m_text; // small letters when folded
    Case m_letters;
    bool m_foldsBeyondAscii = false;
    QString m_wide;           // of the text, where it folds beyond ASCII
    // The two bytes of m_text that other texts are likely to have least often; the same where it has only one.
    std::size_t m_rarest = 0;
    std::size_t m_rare = 0;
};

} // namespace waybill
