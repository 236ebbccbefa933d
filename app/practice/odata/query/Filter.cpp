#include "app/practice/odata/query/Filter.h"

#include <algorithm>
#include <cmath>

namespace practice::odata {
namespace {

char small(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? char(byte + 32) : byte;
}

/// A value on the way through the operations.
struct Value {
    Operation::Result kind = Operation::Result::Null;
    std::int64_t whole = 0;
    double number = 0;
    bool isWhole = false;
    std::string_view text = {};
};

double power(int places)
{
    double result = 1;
    for (; places > 0; --places)
        result *= 10;
    return result;
}

void take(const Cell &cell, Value &value)
{
    using Result = Operation::Result;
    value.whole = cell.number;
    switch (cell.kind) {
    case Cell::Kind::Null:
    case Cell::Kind::Json:
        value.kind = Result::Null;
        return;
    case Cell::Kind::Boolean:
        value.kind = Result::Boolean;
        return;
    case Cell::Kind::Integer:
        value.kind = Result::Number;
        value.isWhole = true;
        value.number = double(cell.number);
        return;
    case Cell::Kind::Decimal:
        value.kind = Result::Number;
        value.isWhole = false;
        value.number = double(cell.number) / power(cell.places);
        return;
    case Cell::Kind::Time:
        value.kind = Result::Time;
        return;
    case Cell::Kind::Symbol:
        value.kind = Result::Symbol;
        return;
    case Cell::Kind::Guid:
        value.kind = Result::Guid;
        value.text = cell.text;
        return;
    case Cell::Kind::Text:
        value.kind = Result::Text;
        value.text = cell.text;
        return;
    }
}

/// Whether a text is what a pattern in small letters with stars says.
bool matches(std::string_view text, std::string_view pattern)
{
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && pattern[p] == small(text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    return pattern.substr(p).find_first_not_of('*') == std::string_view::npos;
}

/// One evaluation: asks the row's properties as they are needed.
class Asking
{
public:
    Asking(const Rows &rows, Place &place) : m_rows(rows), m_place(place) {}

    bool isTrue(const Operation &operation);

private:
    /// `cell` holds what the value's text points to.
    Value valueOf(const Operation &operation, Cell &cell);
    Value arithmetic(const Operation &operation);
    bool compare(const Operation &operation);

    const Rows &m_rows;
    Place &m_place;
};

Value Asking::arithmetic(const Operation &operation)
{
    Cell left;
    Cell right;
    const Value a = valueOf(*operation.sides[0], left);
    const Value b = operation.sides.size() > 1 ? valueOf(*operation.sides[1], right) : a;
    Value result{Operation::Result::Number};
    if (a.kind == Operation::Result::Null || b.kind == Operation::Result::Null)
        return {};
    const bool whole = a.isWhole && b.isWhole;
    switch (operation.kind) {
    case Operation::Kind::Add:
        result.number = a.number + b.number;
        break;
    case Operation::Kind::Subtract:
        result.number = a.number - b.number;
        break;
    case Operation::Kind::Multiply:
        result.number = a.number * b.number;
        break;
    case Operation::Kind::Divide:
    case Operation::Kind::Modulo:
        if (b.number == 0)
            return {};
        if (operation.kind == Operation::Kind::Divide)
            result.number = whole ? std::trunc(a.number / b.number) : a.number / b.number;
        else
            result.number = std::fmod(a.number, b.number);
        break;
    default:
        result.number = -a.number;
        break;
    }
    // Whole numbers stay exact as long as a double holds them.
    result.isWhole = whole && std::fabs(result.number) < 9007199254740992.0;
    result.whole = result.isWhole ? std::int64_t(result.number) : 0;
    return result;
}

Value Asking::valueOf(const Operation &operation, Cell &cell)
{
    Value value;
    switch (operation.kind) {
    case Operation::Kind::Property:
        m_rows.make(m_place, operation.property, cell);
        take(cell, value);
        return value;
    case Operation::Kind::Literal:
        return {operation.result, operation.whole, operation.number, operation.isWhole, operation.text};
    case Operation::Kind::Add:
    case Operation::Kind::Subtract:
    case Operation::Kind::Multiply:
    case Operation::Kind::Divide:
    case Operation::Kind::Modulo:
    case Operation::Kind::Negate:
        return arithmetic(operation);
    default:
        value.kind = Operation::Result::Boolean;
        value.whole = isTrue(operation) ? 1 : 0;
        return value;
    }
}

int order(const Value &a, const Value &b)
{
    if (a.kind == Operation::Result::Text || a.kind == Operation::Result::Guid)
        return compared(a.text, b.text);
    if (a.kind == Operation::Result::Number && !(a.isWhole && b.isWhole))
        return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
    return a.whole < b.whole ? -1 : a.whole > b.whole ? 1 : 0;
}

bool Asking::compare(const Operation &operation)
{
    Cell left;
    Cell right;
    const Operation &second = *operation.sides[1];
    const Value a = valueOf(*operation.sides[0], left);
    const bool isEqual = operation.kind == Operation::Kind::Equal;
    if (second.hasStar && (isEqual || operation.kind == Operation::Kind::NotEqual))
        return matches(a.text, second.text) == isEqual;
    const Value b = valueOf(second, right);
    if (a.kind == Operation::Result::Null || b.kind == Operation::Result::Null) {
        const bool same = a.kind == b.kind;
        return isEqual ? same : operation.kind == Operation::Kind::NotEqual && !same;
    }
    const int result = order(a, b);
    switch (operation.kind) {
    case Operation::Kind::Equal:
        return result == 0;
    case Operation::Kind::NotEqual:
        return result != 0;
    case Operation::Kind::Less:
        return result < 0;
    case Operation::Kind::LessOrEqual:
        return result <= 0;
    case Operation::Kind::Greater:
        return result > 0;
    default:
        return result >= 0;
    }
}

bool Asking::isTrue(const Operation &operation)
{
    switch (operation.kind) {
    case Operation::Kind::Or:
        return isTrue(*operation.sides[0]) || isTrue(*operation.sides[1]);
    case Operation::Kind::And:
        return isTrue(*operation.sides[0]) && isTrue(*operation.sides[1]);
    case Operation::Kind::Not:
        return !isTrue(*operation.sides[0]);
    case Operation::Kind::Property:
    case Operation::Kind::Literal: {
        Cell cell;
        const Value value = valueOf(operation, cell);
        return value.kind == Operation::Result::Boolean && value.whole != 0;
    }
    default:
        return compare(operation);
    }
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), small);
    return result;
}

int compared(std::string_view left, std::string_view right)
{
    const std::size_t common = std::min(left.size(), right.size());
    for (std::size_t i = 0; i < common; ++i) {
        const auto a = static_cast<unsigned char>(small(left[i]));
        const auto b = static_cast<unsigned char>(small(right[i]));
        if (a != b)
            return a < b ? -1 : 1;
    }
    return left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0;
}

bool Filter::takes(const Rows &rows, Place &place) const
{
    return Asking(rows, place).isTrue(*m_root);
}

} // namespace practice::odata
