#pragma once

#include "app/rows/BytesCompare.h"

#include <memory>
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
        int number = 0;
        bool annotation = false;
        qint64 lastRow = -1; ///< the last row that had it; kept by whoever reads

    private:
        friend class PageNames;
        Name *next = nullptr; // what followed it the last time
    };

    /// The name after an opening quote, up to its closing quote; null where an escape is none of JSON's. `rest` reaches
    /// to the end of the answer, which has a closing quote. The name stays where it is.
    Name *find(std::string_view rest)
    {
        Name *const guess = m_last->next;
        if (guess != nullptr) {
            const std::size_t size = guess->spelling.size();
            if (rest.size() > size && rest[size] == '"' && sameBytes(rest.data(), guess->spelling.data(), size))
                return m_last = guess;
        }
        return look(rest);
    }
    /// A row begins: the first name of the last row is likely next.
    void beginRow() { m_last = &m_begin; }

private:
    Name *look(std::string_view rest);

    std::vector<std::unique_ptr<Name>> m_names;
    std::unordered_map<std::string_view, Name *> m_byText;
    Name m_begin; // stands before the first name of a row
    Name *m_last = &m_begin;
};

} // namespace waybill
