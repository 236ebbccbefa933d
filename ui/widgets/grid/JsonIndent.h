#pragma once

#include <string_view>

#include <QByteArray>

namespace waybill {

/// JSON on lines of its own, indented by two; every token stays as it was, digit for digit. Of text that is no JSON it
/// makes something readable. Stops where the outcome grows beyond `most` bytes and ends in `…`.
QByteArray indentedJson(std::string_view json, qsizetype most);

} // namespace waybill
