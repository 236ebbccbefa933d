#pragma once

#include "app/rows/PageParser.h"

#include <string>
#include <vector>

namespace waybill::test {

/// Writes down what a parser hands over, a row a text: `Name=Text:value` with `;` between, `@` before the kind of an
/// annotation and `!` before that of a repeated name.
class ServedRows : public RowHandler
{
public:
    void beginRow() override { m_row.clear(); }
    void value(std::string_view name, const PageValue &value) override
    {
        static constexpr const char *kinds[] = {"Null", "False", "True", "Number", "Text", "Nested"};
        m_row += m_row.empty() ? "" : ";";
        m_row += std::string(name) + "=" + (value.annotation ? "@" : "") + (value.repeated ? "!" : "") +
                 kinds[int(value.kind)] + ":" + std::string(value.text);
        raws.emplace_back(value.raw);
        names = std::max(names, value.name + 1);
    }
    void endRow() override { rows.push_back(m_row); }

    std::vector<std::string> rows;
    std::vector<std::string> raws; ///< of all values
    int names = 0;

private:
    std::string m_row;
};

/// The bytes with the room behind them that a parser asks for.
inline QByteArray padded(QByteArray bytes)
{
    bytes.reserve(bytes.size() + PageParser::padding);
    return bytes;
}

} // namespace waybill::test
