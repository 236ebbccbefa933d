#include "app/practice/odata/query/Filter.h"
#include "app/practice/odata/query/FilterTokens.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

namespace practice::odata {
namespace {

using Kind = Operation::Kind;
using Result = Operation::Result;
using Made = std::unique_ptr<Operation>;

constexpr int deepest = 200;
constexpr std::string_view enumNamespace = "Microsoft.Dynamics.DataEntities.";

Result resultOf(Type type)
{
    switch (type) {
    case Type::Integer:
    case Type::Long:
    case Type::Decimal:
        return Result::Number;
    case Type::Time:
        return Result::Time;
    case Type::Enumeration:
        return Result::Symbol;
    case Type::Guid:
        return Result::Guid;
    case Type::Boolean:
        return Result::Boolean;
    case Type::Text:
    case Type::Json:
        break;
    }
    return Result::Text;
}

std::string edmName(const Operation &operation)
{
    switch (operation.result) {
    case Result::Null:
        return "<null>";
    case Result::Boolean:
        return "Edm.Boolean";
    case Result::Number:
        return operation.isWhole ? "Edm.Int32" : "Edm.Decimal";
    case Result::Text:
        return "Edm.String";
    case Result::Time:
        return "Edm.DateTimeOffset";
    case Result::Symbol:
        return std::string(enumNamespace) + (operation.enumeration ? operation.enumeration->name : std::string());
    case Result::Guid:
        return "Edm.Guid";
    }
    return {};
}

/// A recursive descent; the first fault ends it.
class Reader
{
public:
    Reader(std::string_view text, std::vector<Token> tokens, const EntitySet &set,
           const std::vector<const EnumType *> &enumerations)
        : m_text(text), m_tokens(std::move(tokens)), m_set(set), m_enumerations(enumerations)
    {
    }

    Made readAll();
    Problem problem() const { return m_problem.value_or(Problem{}); }

private:
    const Token &here() const { return m_tokens[m_at]; }
    bool takeWord(std::string_view word);
    Made fail(std::string message);
    Made failHere();
    Made readOr();
    Made readAnd();
    Made readNot();
    Made readComparison();
    Made readSum();
    Made readProduct();
    Made readSign();
    Made readPrimary();
    Made readName(const Token &token);
    Made readSymbol(const Token &token);
    Made join(Kind kind, Result result, const char *name, Made left, Made right);
    bool fits(const Operation &left, const Operation &right, Kind kind) const;

    std::string m_text;
    std::vector<Token> m_tokens;
    const EntitySet &m_set;
    const std::vector<const EnumType *> &m_enumerations;
    std::optional<Problem> m_problem;
    std::size_t m_at = 0;
    int m_depth = 0;
};

bool Reader::takeWord(std::string_view word)
{
    if (here().kind != Token::Kind::Name || here().text != word)
        return false;
    ++m_at;
    return true;
}

Made Reader::fail(std::string message)
{
    if (!m_problem)
        m_problem = Problem{400, std::move(message)};
    return nullptr;
}

Made Reader::failHere()
{
    return fail("Syntax error at position " + std::to_string(here().at) + " in '" + m_text + "'.");
}

Made Reader::readAll()
{
    Made whole = readOr();
    if (whole && here().kind != Token::Kind::End)
        return failHere();
    if (whole && whole->result != Result::Boolean)
        return fail("The $filter expression must evaluate to a single boolean value.");
    return whole;
}

bool Reader::fits(const Operation &left, const Operation &right, Kind kind) const
{
    switch (kind) {
    case Kind::Or:
    case Kind::And:
        return left.result == Result::Boolean && right.result == Result::Boolean;
    case Kind::Add:
    case Kind::Subtract:
    case Kind::Multiply:
    case Kind::Divide:
    case Kind::Modulo:
        return left.result == Result::Number && right.result == Result::Number;
    case Kind::Equal:
    case Kind::NotEqual:
        if (left.result == Result::Null || right.result == Result::Null)
            return true;
        return left.result == right.result && left.enumeration == right.enumeration;
    default:
        return left.result == right.result && left.result != Result::Symbol && left.result != Result::Boolean &&
               left.result != Result::Null;
    }
}

Made Reader::join(Kind kind, Result result, const char *name, Made left, Made right)
{
    if (!left || !right)
        return nullptr;
    if (!fits(*left, *right, kind))
        return fail("A binary operator with incompatible types was detected. Found operand types '" + edmName(*left) +
                    "' and '" + edmName(*right) + "' for operator kind '" + name + "'.");
    auto made = std::make_unique<Operation>(Operation{.kind = kind, .result = result});
    made->isWhole = left->isWhole && right->isWhole;
    made->sides.push_back(std::move(left));
    made->sides.push_back(std::move(right));
    return made;
}

Made Reader::readOr()
{
    if (++m_depth > deepest)
        return fail("The node count limit of '" + std::to_string(deepest) + "' has been exceeded.");
    Made left = readAnd();
    while (left && takeWord("or"))
        left = join(Kind::Or, Result::Boolean, "Or", std::move(left), readAnd());
    --m_depth;
    return left;
}

Made Reader::readAnd()
{
    Made left = readNot();
    while (left && takeWord("and"))
        left = join(Kind::And, Result::Boolean, "And", std::move(left), readNot());
    return left;
}

Made Reader::readNot()
{
    if (!takeWord("not"))
        return readComparison();
    if (++m_depth > deepest)
        return fail("The node count limit of '" + std::to_string(deepest) + "' has been exceeded.");
    Made inner = readNot();
    --m_depth;
    if (!inner)
        return nullptr;
    if (inner->result != Result::Boolean)
        return fail("A unary operator with an incompatible type was detected. Found operand type '" + edmName(*inner) +
                    "' for operator kind 'Not'.");
    auto made = std::make_unique<Operation>(Operation{.kind = Kind::Not, .result = Result::Boolean});
    made->sides.push_back(std::move(inner));
    return made;
}

Made Reader::readComparison()
{
    struct Comparison {
        Kind kind;
        const char *name;
    };
    static const std::map<std::string, Comparison, std::less<>> all{
        {"eq", {Kind::Equal, "Equal"}},         {"ne", {Kind::NotEqual, "NotEqual"}},
        {"lt", {Kind::Less, "LessThan"}},       {"le", {Kind::LessOrEqual, "LessThanOrEqual"}},
        {"gt", {Kind::Greater, "GreaterThan"}}, {"ge", {Kind::GreaterOrEqual, "GreaterThanOrEqual"}}};
    Made left = readSum();
    if (!left || here().kind != Token::Kind::Name)
        return left;
    const auto found = all.find(here().text);
    if (found == all.end())
        return left;
    ++m_at;
    return join(found->second.kind, Result::Boolean, found->second.name, std::move(left), readSum());
}

Made Reader::readSum()
{
    Made left = readProduct();
    while (left) {
        if (takeWord("add"))
            left = join(Kind::Add, Result::Number, "Add", std::move(left), readProduct());
        else if (takeWord("sub"))
            left = join(Kind::Subtract, Result::Number, "Subtract", std::move(left), readProduct());
        else
            break;
    }
    return left;
}

Made Reader::readProduct()
{
    Made left = readSign();
    while (left) {
        if (takeWord("mul"))
            left = join(Kind::Multiply, Result::Number, "Multiply", std::move(left), readSign());
        else if (takeWord("div"))
            left = join(Kind::Divide, Result::Number, "Divide", std::move(left), readSign());
        else if (takeWord("mod"))
            left = join(Kind::Modulo, Result::Number, "Modulo", std::move(left), readSign());
        else
            break;
    }
    return left;
}

Made Reader::readSign()
{
    if (!takeWord("-"))
        return readPrimary();
    Made inner = readPrimary();
    if (!inner)
        return nullptr;
    if (inner->result != Result::Number)
        return fail("A unary operator with an incompatible type was detected. Found operand type '" + edmName(*inner) +
                    "' for operator kind 'Negate'.");
    auto made = std::make_unique<Operation>(Operation{.kind = Kind::Negate, .result = Result::Number});
    made->isWhole = inner->isWhole;
    made->sides.push_back(std::move(inner));
    return made;
}

Made Reader::readSymbol(const Token &token)
{
    const std::string_view typeName = token.typeName;
    const auto type = std::find_if(m_enumerations.begin(), m_enumerations.end(), [&](const EnumType *each) {
        return typeName.starts_with(enumNamespace) && typeName.substr(enumNamespace.size()) == each->name;
    });
    const auto unread = [&] {
        return fail("The string '" + token.typeName + "'" + token.text +
                    "'' is not a valid enumeration type constant.");
    };
    if (type == m_enumerations.end())
        return unread();
    const auto symbol = std::find((*type)->symbols.begin(), (*type)->symbols.end(), token.text);
    std::int64_t value = symbol - (*type)->symbols.begin();
    if (symbol == (*type)->symbols.end()) {
        const auto read = std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
        if (read.ec != std::errc() || read.ptr != token.text.data() + token.text.size())
            return unread();
    }
    return std::make_unique<Operation>(Operation{.result = Result::Symbol, .enumeration = *type, .whole = value});
}

Made Reader::readName(const Token &token)
{
    if (here().kind == Token::Kind::Open)
        return fail("An unknown function with name '" + token.text +
                    "' was found. This may also be a function import or a key lookup on a navigation property, which "
                    "is not allowed.");
    if (token.text == "null")
        return std::make_unique<Operation>(Operation{.result = Result::Null});
    if (token.text == "true" || token.text == "false")
        return std::make_unique<Operation>(Operation{.result = Result::Boolean, .whole = token.text == "true" ? 1 : 0});
    const int index = m_set.indexOf(token.text);
    if (index < 0) {
        m_problem = noSuchProperty(token.text, m_set.typeName);
        return nullptr;
    }
    const Property &property = m_set.properties[std::size_t(index)];
    auto made = std::make_unique<Operation>(Operation{.kind = Kind::Property,
                                                      .result = resultOf(property.type),
                                                      .property = index,
                                                      .enumeration = property.enumeration});
    made->isWhole = property.type == Type::Integer || property.type == Type::Long;
    return made;
}

Made numberFrom(const std::string &text)
{
    auto made = std::make_unique<Operation>(Operation{.result = Result::Number});
    const char *begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char *end = text.data() + text.size();
    if (end - begin > 1 && std::string_view("LMdf").find(end[-1]) != std::string_view::npos)
        --end;
    if (std::from_chars(begin, end, made->number).ptr != end)
        return nullptr;
    made->isWhole = std::from_chars(begin, end, made->whole).ptr == end;
    return made;
}

Made Reader::readPrimary()
{
    const Token &token = here();
    if (token.kind == Token::Kind::End || token.kind == Token::Kind::Close || token.kind == Token::Kind::Comma)
        return failHere();
    ++m_at;
    switch (token.kind) {
    case Token::Kind::Open: {
        Made inner = readOr();
        if (!inner)
            return nullptr;
        if (here().kind != Token::Kind::Close)
            return failHere();
        ++m_at;
        return inner;
    }
    case Token::Kind::Name:
        return readName(token);
    case Token::Kind::Symbol:
        return readSymbol(token);
    case Token::Kind::Text: {
        auto made = std::make_unique<Operation>(Operation{.result = Result::Text});
        made->text = lowered(token.text);
        made->hasStar = token.text.find('*') != std::string::npos;
        return made;
    }
    case Token::Kind::Guid:
        return std::make_unique<Operation>(Operation{.result = Result::Guid, .text = lowered(token.text)});
    case Token::Kind::Time:
        return std::make_unique<Operation>(Operation{.result = Result::Time, .whole = *timeFrom(token.text)});
    default: {
        Made made = numberFrom(token.text);
        --m_at;
        if (!made)
            return failHere();
        ++m_at;
        return made;
    }
    }
}

} // namespace

std::variant<Filter, Problem> Filter::read(std::string_view text, const EntitySet &set,
                                           const std::vector<const EnumType *> &enumerations)
{
    auto tokens = tokensOf(text);
    if (auto *problem = std::get_if<Problem>(&tokens))
        return std::move(*problem);
    Reader reader(text, std::move(std::get<std::vector<Token>>(tokens)), set, enumerations);
    Made whole = reader.readAll();
    if (!whole)
        return reader.problem();
    return Filter(std::move(whole));
}

} // namespace practice::odata
