// Rows of a delimited text as the practice environment writes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace practice {

/// The values with commas between them, quoted where they must be, ended by CRLF.
std::string csvRow(const std::vector<std::string_view> &values);

} // namespace practice
