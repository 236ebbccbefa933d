#pragma once

#include <QtGlobal>

#include <array>
#include <string_view>
#include <type_traits>
#include <vector>

namespace waybill {

/// Finds the fields of one CSV record in memory. Knows nothing of files, encodings or column names.
/// Unit is char (UTF-8 and single-byte encodings) or char16_t.
template <class Unit>
class CsvScanner
{
public:
    struct Field {
        std::size_t begin = 0;
        std::size_t end = 0;
        bool quoted = false; ///< begins with a quote; the quotes are inside begin..end
    };
    enum class Outcome {
        Record,
        NeedMore,  ///< the record may go on after what is there
        OpenQuote, ///< the text ends inside quotes
    };

    explicit CsvScanner(char separator) : m_separator(Unit(separator))
    {
        for (const char c : {separator, '\n', '\r'})
            m_endsValue[uchar(c)] = true;
    }

    /// Scans one record at the beginning of `text`; `complete` when nothing can follow the text.
    Outcome scan(std::basic_string_view<Unit> text, bool complete);

    const std::vector<Field> &fields() const { return m_fields; }
    std::size_t used() const { return m_used; }      ///< units of the record with its line end
    qint64 lineEnds() const { return m_lineEnds; }   ///< physical line ends in it, its own included
    qint64 quoteLine() const { return m_quoteLine; } ///< after OpenQuote: line ends before that quote
    bool blank() const;                              ///< one unquoted field without any character

private:
    // Whether an unquoted value ends here.
    bool endsValue(Unit c) const
    {
        const auto code = std::make_unsigned_t<Unit>(c);
        return code < m_endsValue.size() && m_endsValue[code];
    }
    // Passes the quoted part; false when the text ended before the closing quote was certain.
    bool passQuoted(std::basic_string_view<Unit> text, bool complete, std::size_t &at);

    std::vector<Field> m_fields;
    std::size_t m_used = 0;
    qint64 m_lineEnds = 0;
    qint64 m_quoteLine = 0;
    Unit m_separator;
    std::array<bool, 256> m_endsValue = {};
};

extern template class CsvScanner<char>;
extern template class CsvScanner<char16_t>;

/// The separator of a header line: the candidate that occurs most often outside quotes, comma where none does.
template <class Unit>
char detectSeparator(std::basic_string_view<Unit> header);
extern template char detectSeparator<char>(std::string_view);
extern template char detectSeparator<char16_t>(std::u16string_view);

} // namespace waybill
