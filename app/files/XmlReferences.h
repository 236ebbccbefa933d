#pragma once

#include <QString>

#include <optional>

namespace waybill {

/// Text of an XML document with its character references and the five entities of XML itself replaced. Nothing for a
/// bare `&` and for references to characters that do not exist. Other entities stay as written when `keepOthers`, else
/// they give nothing too; they are never expanded.
std::optional<QString> withoutReferences(const QString &text, bool keepOthers);

} // namespace waybill
