#include "app/practice/data/CsvText.h"

namespace practice {
namespace {

void appendValue(std::string &row, std::string_view value)
{
    if (value.find_first_of(",;\"\r\n") == std::string_view::npos) {
        row.append(value);
        return;
    }
    row += '"';
    for (const char c : value) {
        if (c == '"')
            row += '"';
        row += c;
    }
    row += '"';
}

} // namespace

std::string csvRow(const std::vector<std::string_view> &values)
{
    std::string row;
    for (std::size_t index = 0; index < values.size(); ++index) {
        if (index > 0)
            row += ',';
        appendValue(row, values[index]);
    }
    return row + "\r\n";
}

} // namespace practice
