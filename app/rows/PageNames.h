#pragma once

#include <QtGlobal>

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace waybill {

/// The names of a page's members, numbered in the order in which they appear. Rows mostly repeat the order of the row
/// before: then a name is found by one comparison, without even looking for its end.
class PageNames
{
public:
    struct Name {
        std::string text;     ///< unescaped
        std::string spelling; ///< as first served, without quotes
        bool annotation = false;
        qint64 lastRow = -1; ///< the last row that had it; kept by whoever reads
    };

    enum class Found { Known, New, BadEscape };

    /// The name after an opening quote, up to its closing quote. `rest` reaches to the end of the answer, which has a
    /// closing quote. Writes the name's number.
    Found find(std::string_view rest, int &number);
    /// A row begins: the first name of the last row is likely next.
    void beginRow() { m_last = 0; }

    Name &at(int number) { return m_names[std::size_t(number)]; }
    int count() const { return int(m_names.size()); }

private:
    std::deque<Name> m_names; // stays in place: its texts are handed out
    std::unordered_map<std::string_view, int> m_byText;
    std::vector<int> m_after{-1}; // by the number of the last name plus 1 (0 at the beginning of a row): the next one
    std::size_t m_last = 0;       // into m_after
};

} // namespace waybill
