#pragma once

#include "app/base/Error.h"
#include "app/rows/PageParser.h"

#include <QStringList>

#include <deque>
#include <stop_token>
#include <string>
#include <unordered_map>

namespace waybill {

/// The columns of a file that is read into rows: names as RowHandler wants them, each once and in one place. A column
/// without a name is called by its place, such as `(3)`; a name that comes again gets its number, `NAME (2)`.
class TableColumns
{
public:
    /// More are no table that a grid can show.
    static constexpr std::size_t most = PageParser::maxNames;

    TableColumns() = default;
    TableColumns(const TableColumns &) = delete;
    TableColumns &operator=(const TableColumns &) = delete;

    /// Adds one; its place.
    int add(std::string_view name);
    int count() const { return int(m_names.size()); }
    const std::string &name(int column) const { return m_names[std::size_t(column)]; }
    QStringList names() const;
    /// Makes columns without a name until there are so many.
    void extendTo(int count);

private:
    std::deque<std::string> m_names;             // views of them stay valid
    std::unordered_map<std::string, int> m_uses; // how often a name came
};

/// What became known of a table while it was read; right also after an error.
struct TableFacts {
    TableColumns columns;
    qint64 rows = 0;      ///< handed over
    bool isWhole = false; ///< nothing follows them
    qint64 longRows = 0;  ///< rows with more cells than the header names
    qint64 shortRows = 0; ///< rows with fewer
};

/// Hands over a cell that the file writes as text: a number where it is written as JSON writes one, else text.
void handCell(RowHandler &to, const std::string &name, int column, std::string_view text, bool isQuoted);

/// `Cancelled` when it was asked for.
Result<void> goOn(const std::stop_token &stop);

} // namespace waybill
