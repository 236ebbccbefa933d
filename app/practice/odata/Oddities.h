// What can be odd about a good answer with rows.
#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

namespace practice::odata {

/// "otherHost", "relative", "self" or "back".
bool isNextLinkShape(const QString &shape);
/// Changes the address of the next page, where the answer has one. `asked`: the address of this page, `location`: the
/// other host's.
void bendNextLink(std::string &body, const QString &shape, std::string_view asked, std::string_view location);

/// "duplicateName", "hugeValue" and the others of the folder's README.
bool isRowShape(const QString &shape);
/// Makes a row in the middle of the answer odd, where it has rows; `size` is how large, deep or many, 0: as usual.
void spoilRow(std::string &body, const QString &shape, std::int64_t size);

} // namespace practice::odata
