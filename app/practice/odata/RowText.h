// Rows as JSON, written straight into the answer.
#pragma once

#include "app/practice/odata/query/Options.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace practice::odata {

void appendQuoted(std::string &out, std::string_view text);
void appendJson(std::string &out, const Cell &cell);
/// The version of a row: the same as long as it does not change. Without quotes around it.
std::string etagOf(const Place &place);

/// Writes some properties of the rows of one set.
class RowText
{
public:
    /// `hasEtags`: rows of entities have them, lists of the metadata service have not.
    RowText(const Rows &rows, const std::vector<int> &selected, bool hasEtags);

    /// The members of the row's object, without its braces.
    void append(std::string &out, std::int64_t row);

private:
    const Rows &m_rows;
    std::vector<int> m_selected;
    std::vector<std::string> m_names; ///< with comma, quotes and colon
    const bool m_hasEtags;
    Cell m_cell;
};

/// Writes what one relation leads to, from the rows of one set.
class ExpandedText
{
public:
    /// `rows` and `targets` outlive it.
    ExpandedText(const Rows &rows, const Expansion &expansion, const Rows &targets);
    /// A member of the row's object, its comma before it.
    void append(std::string &out, std::int64_t row);

private:
    std::string keyOf(const Rows &rows, std::int64_t row, const std::vector<int> &properties);

    const Rows &m_rows;
    const Rows &m_targets;
    const Navigation &m_navigation;
    RowText m_text;
    std::vector<int> m_own;   ///< properties of the relation on this side
    std::vector<int> m_other; ///< and on that
    std::unordered_multimap<std::string, std::int64_t> m_index;
    Cell m_cell;
};

} // namespace practice::odata
