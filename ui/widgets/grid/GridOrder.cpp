#include "ui/widgets/grid/GridOrder.h"

#include <utility>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
using Is = GridFilter::Is;

// Longer ones first: `!=` begins with `!`.
constexpr std::pair<QLatin1StringView, Is> signs[] = {
    {"!="_L1, Is::NotEqual}, {"<="_L1, Is::AtMost}, {">="_L1, Is::AtLeast},      {"="_L1, Is::Equal},
    {"<"_L1, Is::Less},      {">"_L1, Is::Greater}, {"!"_L1, Is::NotContaining},
};
} // namespace

GridFilter GridFilter::typed(int column, const QString &text)
{
    GridFilter filter;
    filter.column = column;
    QString rest = text;
    for (const auto &[sign, is] : signs) {
        if (rest.startsWith(sign)) {
            filter.is = is;
            rest = rest.sliced(sign.size());
            break;
        }
    }
    const bool bare = filter.is == Is::Containing || filter.is == Is::Equal;
    const bool negated = filter.is == Is::NotContaining || filter.is == Is::NotEqual;
    if (rest == "null"_L1 && (bare || negated)) {
        filter.is = bare ? Is::Null : Is::NotNull;
        return filter;
    }
    if (rest.size() >= 2 && rest.startsWith(u'"') && rest.endsWith(u'"'))
        rest = rest.sliced(1, rest.size() - 2);
    filter.text = rest;
    return filter;
}

QString GridFilter::asTyped() const
{
    if (is == Is::Null || is == Is::NotNull)
        return is == Is::Null ? u"null"_s : u"!null"_s;
    QString sign;
    for (const auto &[one, meaning] : signs) {
        if (meaning == is)
            sign = one;
    }
    // In quotes where it would be read as something else.
    if (typed(column, sign + text) == *this)
        return sign + text;
    return sign + u'"' + text + u'"';
}

} // namespace waybill
