#pragma once

#include "app/rows/RowHandler.h"

#include <QtGlobal>

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
        std::string text;      ///< unescaped
        PageValue value;       ///< name and annotation stay; the rest is kept by whoever reads, as is what follows
        qint64 lastRow = -1;   ///< the last row that had it
        bool cutsList = false; ///< `Lines@odata.nextLink`: a nested list goes on elsewhere

        /// Where it stood the last time, from its opening quote on, and how far behind that its value began. Null where
        /// it has not been read, or has been handed over without being there.
        const char *member = nullptr;
        std::size_t valueAt = 0;
        /// How far it is from there to the value's end; 0 where it is not to be compared: the value has escapes or
        /// brackets, or has been the same again less than one time in five.
        std::size_t size = 0;
        static constexpr int gain = 4; ///< of `score`, with a value that is the same again; of any other it is -1
        qint64 score = 64;             ///< below 0 the value is not compared any more

    private:
        friend class PageNames;
        Name *next = nullptr; // what followed it the last time
    };

    /// The name after an opening quote, up to its closing quote; null where an escape is none of JSON's. `rest` reaches
    /// to the end of the answer, which has a closing quote. The name stays where it is.
    Name *find(std::string_view rest);
    /// The name that followed the present one the last time, for the caller to see whether it does again; null where
    /// that is not known.
    Name *next() const { return m_last->next; }
    /// What next() said is there.
    void take(Name *next) { m_last = next; }
    /// A row begins: the first name of the last row is likely next.
    void beginRow() { m_last = &m_begin; }

private:
    std::vector<std::unique_ptr<Name>> m_names;
    std::unordered_map<std::string_view, Name *> m_byText;
    Name m_begin; // stands before the first name of a row
    Name *m_last = &m_begin;
};

} // namespace waybill
