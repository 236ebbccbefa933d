#include "app/odata/Filter.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr std::array<std::pair<FilterOperator, QLatin1StringView>, 6> operatorWords{{
    {FilterOperator::Equal, "eq"_L1},
    {FilterOperator::NotEqual, "ne"_L1},
    {FilterOperator::Greater, "gt"_L1},
    {FilterOperator::GreaterOrEqual, "ge"_L1},
    {FilterOperator::Less, "lt"_L1},
    {FilterOperator::LessOrEqual, "le"_L1},
}};

struct Token {
    enum class Kind { End, Open, Close, Text, Word, Other };
    Kind kind = Kind::End;
    qsizetype at = 0;
    qsizetype length = 0;
};

/// Recursive descent over or, and, not and comparisons.
class FilterReader
{
public:
    explicit FilterReader(const QString &text) : m_text(text) { next(); }

    tl::expected<FilterNode, FilterFault> read()
    {
        auto node = either();
        if (node && m_token.kind != Token::Kind::End)
            return fault(u"Here the filter should have ended, or go on with “and” or “or”."_s, true);
        return node;
    }

private:
    using Node = tl::expected<FilterNode, FilterFault>;
    static constexpr int deepest = 100;

    QStringView view(const Token &token) const { return QStringView(m_text).sliced(token.at, token.length); }
    bool isWord(QLatin1StringView word) const { return m_token.kind == Token::Kind::Word && view(m_token) == word; }

    tl::unexpected<FilterFault> fault(const QString &message, bool canBeSent = false) const
    {
        return tl::unexpected(FilterFault{message, m_token.at, m_token.length, canBeSent});
    }

    void next()
    {
        qsizetype at = m_token.at + m_token.length;
        while (at < m_text.size() && m_text[at].isSpace())
            ++at;
        m_token = {Token::Kind::End, at, 0};
        if (at >= m_text.size())
            return;
        const QChar c = m_text[at];
        m_token.length = 1;
        if (c == u'(') {
            m_token.kind = Token::Kind::Open;
        } else if (c == u')') {
            m_token.kind = Token::Kind::Close;
        } else if (c == u'\'') {
            takeText();
        } else {
            takeWord();
        }
    }

    void takeText()
    {
        m_token.kind = Token::Kind::Other; // until its end is seen
        for (qsizetype i = m_token.at + 1; i < m_text.size(); ++i) {
            if (m_text[i] != u'\'')
                continue;
            if (i + 1 < m_text.size() && m_text[i + 1] == u'\'') {
                ++i;
                continue;
            }
            m_token.kind = Token::Kind::Text;
            m_token.length = i + 1 - m_token.at;
            return;
        }
        m_token.length = m_text.size() - m_token.at;
    }

    /// A name, a number, a date, or a type with its text: Namespace.Type'Member'.
    void takeWord()
    {
        static const QRegularExpression word(u"[\\p{L}\\p{N}_.:+\\-/$@#]+('(?:[^']|'')*')?"_s,
                                             QRegularExpression::UseUnicodePropertiesOption);
        const auto found = word.match(m_text, m_token.at, QRegularExpression::NormalMatch,
                                      QRegularExpression::AnchorAtOffsetMatchOption);
        m_token.kind = found.hasMatch() ? Token::Kind::Word : Token::Kind::Other;
        if (found.hasMatch())
            m_token.length = found.capturedLength();
    }

    Node joined(FilterNode::Kind kind, QLatin1StringView word, Node (FilterReader::*part)())
    {
        auto first = (this->*part)();
        if (!first || !isWord(word))
            return first;
        FilterNode all{kind, {}, {}, {}, {std::move(*first)}};
        while (isWord(word)) {
            next();
            auto another = (this->*part)();
            if (!another)
                return another;
            all.parts.push_back(std::move(*another));
        }
        return all;
    }

    Node either() { return joined(FilterNode::Kind::Or, "or"_L1, &FilterReader::both); }
    Node both() { return joined(FilterNode::Kind::And, "and"_L1, &FilterReader::one); }

    Node one()
    {
        if (++m_depth > deepest)
            return fault(u"The filter is nested too deep."_s, true);
        auto node = oneInside();
        --m_depth;
        return node;
    }

    Node oneInside()
    {
        if (isWord("not"_L1)) {
            next();
            auto inner = one();
            if (!inner)
                return inner;
            return FilterNode{FilterNode::Kind::Not, {}, {}, {}, {std::move(*inner)}};
        }
        if (m_token.kind != Token::Kind::Open)
            return condition();
        next();
        auto inner = either();
        if (!inner)
            return inner;
        if (m_token.kind != Token::Kind::Close)
            return fault(u"A bracket is not closed."_s, m_token.kind != Token::Kind::End);
        next();
        return inner;
    }

    Node condition()
    {
        static const QRegularExpression name(u"\\A[\\p{L}_][\\p{L}\\p{N}_.]*(/[\\p{L}_][\\p{L}\\p{N}_.]*)*\\z"_s,
                                             QRegularExpression::UseUnicodePropertiesOption);
        if (m_token.kind != Token::Kind::Word || !name.match(view(m_token)).hasMatch())
            return fault(u"Here a field's name is missing."_s);
        FilterNode node;
        node.field = view(m_token).toString();
        next();
        if (m_token.kind == Token::Kind::Open)
            return fault(u"Functions such as %1() are no part of F&O's filters as documented; use wildcards, "
                         u"Name eq '*text*'."_s.arg(node.field),
                         true);
        bool known = false;
        for (const auto &[meant, text] : operatorWords) {
            if (isWord(text)) {
                node.compares = meant;
                known = true;
            }
        }
        if (!known) {
            return fault(u"Here eq, ne, gt, ge, lt or le is missing."_s,
                         m_token.kind == Token::Kind::Word); // add, in, has
        }
        next();
        return valued(std::move(node));
    }

    Node valued(FilterNode node)
    {
        const QStringView literal = view(m_token);
        if (m_token.kind == Token::Kind::Text) {
            takeWildcards(node, *odata::unquoted(literal));
        } else if (m_token.kind == Token::Kind::Word) {
            static const QRegularExpression plain(
                u"\\A([+-]?\\d[\\w.:+-]*|true|false|null|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\z"_s);
            const qsizetype quote = literal.indexOf(u'\'');
            if (quote > 0)
                node.value = {FilterValue::Kind::Enum, *odata::unquoted(literal.sliced(quote)),
                              literal.first(quote).toString()};
            else if (plain.match(literal).hasMatch())
                node.value = {FilterValue::Kind::Plain, literal.toString(), {}};
            else
                return fault(u"Here a value is missing. Texts stand in single quotes: 'US-001'."_s, true);
        } else {
            return fault(literal.startsWith(u'\'')
                             ? u"The text has no closing quote. A quote inside of it is doubled: 'O''Neill'."_s
                             : u"Here a value is missing. Texts stand in single quotes: 'US-001'."_s);
        }
        next();
        return node;
    }

    static void takeWildcards(FilterNode &node, const QString &text)
    {
        node.value = {FilterValue::Kind::Text, text, {}};
        const bool before = text.startsWith(u'*');
        const bool after = text.size() > 1 && text.endsWith(u'*');
        const QString inner = text.mid(before ? 1 : 0, text.size() - int(before) - int(after));
        if (node.compares != FilterOperator::Equal || (!before && !after) || inner.isEmpty() || inner.contains(u'*'))
            return;
        node.value.text = inner;
        node.compares = before && after ? FilterOperator::Contains
                        : before        ? FilterOperator::EndsWith
                                        : FilterOperator::BeginsWith;
    }

    const QString &m_text;
    Token m_token;
    int m_depth = 0;
};

QString conditionText(const FilterNode &node)
{
    QString text = node.value.text;
    switch (node.compares) {
    case FilterOperator::Contains:
        return u"%1 eq %2"_s.arg(node.field, odata::quoted(u'*' + text + u'*'));
    case FilterOperator::BeginsWith:
        return u"%1 eq %2"_s.arg(node.field, odata::quoted(text + u'*'));
    case FilterOperator::EndsWith:
        return u"%1 eq %2"_s.arg(node.field, odata::quoted(u'*' + text));
    default:
        break;
    }
    if (node.value.kind == FilterValue::Kind::Text)
        text = odata::quoted(text);
    else if (node.value.kind == FilterValue::Kind::Enum)
        text = node.value.type + odata::quoted(text);
    for (const auto &[meant, word] : operatorWords) {
        if (meant == node.compares)
            return node.field + u' ' + word + u' ' + text;
    }
    Q_UNREACHABLE();
}
} // namespace

tl::expected<FilterNode, FilterFault> filterFrom(const QString &text)
{
    return FilterReader(text).read();
}

QString filterText(const FilterNode &filter)
{
    if (filter.kind == FilterNode::Kind::Condition)
        return conditionText(filter);
    if (filter.kind == FilterNode::Kind::Not)
        return u"not ("_s + filterText(filter.parts.front()) + u')';
    const bool isOr = filter.kind == FilterNode::Kind::Or;
    QStringList parts;
    for (const FilterNode &part : filter.parts) {
        const bool brackets = part.kind == FilterNode::Kind::Or || part.kind == filter.kind;
        parts.append(brackets ? u'(' + filterText(part) + u')' : filterText(part));
    }
    return parts.join(isOr ? u" or "_s : u" and "_s);
}

} // namespace waybill
