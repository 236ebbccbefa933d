#pragma once

#include <QString>

#include <string_view>

namespace waybill {

/// UTF-8 as text.
inline QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace waybill
