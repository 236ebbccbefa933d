// A $filter, checked and ready to be asked about rows.
#pragma once

#include "app/practice/odata/Rows.h"
#include "app/practice/odata/query/Problem.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace practice::odata {

/// One operation of a filter. What it works on has been checked when the filter was read.
struct Operation {
    enum class Kind {
        Or,
        And,
        Not,
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        Add,
        Subtract,
        Multiply,
        Divide,
        Modulo,
        Negate,
        Property,
        Literal
    };
    /// What it results in.
    enum class Result { Null, Boolean, Number, Text, Time, Symbol, Guid };

    Kind kind = Kind::Literal;
    Result result = Result::Null;
    std::vector<std::unique_ptr<Operation>> sides = {};
    int property = -1;
    const EnumType *enumeration = nullptr;
    // Of a literal.
    std::int64_t whole = 0; ///< of a number without a point, of a time, of a symbol, of a boolean
    double number = 0;
    bool isWhole = false;
    std::string text = {}; ///< in small letters: F&O compares texts without regard to case
    bool hasStar = false;
};

/// Reads and asks a filter in F&O's dialect: eq ne gt ge lt le and or not add sub mul div mod, stars within eq and ne.
/// Immutable; may be asked from several threads.
class Filter
{
public:
    static std::variant<Filter, Problem> read(std::string_view text, const EntitySet &set,
                                              const std::vector<const EnumType *> &enumerations);

    /// Whether the row of `place` is among what is wanted.
    bool takes(const Rows &rows, Place &place) const;

private:
    explicit Filter(std::unique_ptr<Operation> root) : m_root(std::move(root)) {}
    std::unique_ptr<Operation> m_root;
};

/// Small letters of ASCII; everything else stays.
std::string lowered(std::string_view text);
/// -1, 0, 1 without regard to case.
int compared(std::string_view left, std::string_view right);

} // namespace practice::odata
