#pragma once

#include "app/rows/RowHandler.h"

#include <QStringList>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace waybill {

/// Which column a value belongs to: by name, and within a page by the name's number. Columns are those given, else
/// those of the first row that has any; with Growth::Always a later row may bring more.
class RowColumns
{
public:
    enum class Growth { FirstRow, Always };

    explicit RowColumns(const QStringList &given, Growth growth = Growth::FirstRow);

    void beginPage();
    void endRow() { m_inFirstRow = m_inFirstRow && !m_hasField; }
    /// As it was at beginPage().
    void dropPage();

    /// -1 for what has no column.
    int of(std::string_view name, const PageValue &value)
    {
        if (value.annotation)
            return -1;
        if (size_t(value.name) < m_byNumber.size() && m_byNumber[size_t(value.name)] != unknown)
            return m_byNumber[size_t(value.name)];
        return lookUp(name, value.name);
    }

    const std::vector<std::string> &names() const { return m_names; }
    int size() const { return int(m_names.size()); }
    /// A sentence about the fields that have no column; empty when there are none.
    QString leftOut() const;

private:
    static constexpr int unknown = -2;
    int lookUp(std::string_view name, int number);
    int add(std::string_view name);

    Growth m_growth;
    bool m_given;
    bool m_inFirstRow = true; ///< rows without a field may come before it
    bool m_hasField = false;  ///< one was seen on this page
    std::vector<std::string> m_names;
    std::map<std::string, int, std::less<>> m_byName;
    std::vector<int> m_byNumber; ///< of this page
    std::vector<std::string> m_namesBefore;
    bool m_inFirstRowBefore = true;
    std::set<std::string, std::less<>> m_leftOut;
};

} // namespace waybill
