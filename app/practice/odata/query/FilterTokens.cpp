#include "app/practice/odata/query/FilterTokens.h"

#include <QDateTime>
#include <QTimeZone>
#include <QUuid>

#include <algorithm>

namespace practice::odata {
namespace {

bool isWordByte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           byte == '_' || byte == '.' || byte == '-' || byte == ':' || byte == '+' || byte == '@' || byte == '/' ||
           byte == '$' || (byte & 0x80) != 0;
}

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isNumber(std::string_view word)
{
    if (word.starts_with('-') || word.starts_with('+'))
        word.remove_prefix(1);
    return !word.empty() && isDigit(word[0]) && std::all_of(word.begin(), word.end(), [](char byte) {
        return isDigit(byte) || byte == '.' || byte == 'e' || byte == 'E' || byte == '+' || byte == '-' ||
               byte == 'L' || byte == 'M' || byte == 'd' || byte == 'f';
    });
}

Token wordToken(std::string word, std::size_t at)
{
    Token token{Token::Kind::Name, std::move(word), {}, at};
    if (QUuid::fromString(QByteArrayView(token.text.data(), qsizetype(token.text.size()))) != QUuid() &&
        token.text.size() == 36)
        token.kind = Token::Kind::Guid;
    else if (timeFrom(token.text))
        token.kind = Token::Kind::Time;
    else if (isNumber(token.text))
        token.kind = Token::Kind::Number;
    return token;
}

/// Reads the text that begins behind the quote at `at`; nothing when it has no end. Leaves `at` behind its last quote.
std::optional<std::string> quoted(std::string_view filter, std::size_t &at)
{
    std::string text;
    for (++at; at < filter.size(); ++at) {
        if (filter[at] != '\'') {
            text += filter[at];
        } else if (at + 1 < filter.size() && filter[at + 1] == '\'') {
            text += filter[at++];
        } else {
            ++at;
            return text;
        }
    }
    return std::nullopt;
}

Problem unended(std::string_view filter, std::size_t at)
{
    return {400, "There is an unterminated string literal at position " + std::to_string(at) + " in '" +
                     std::string(filter) + "'."};
}

} // namespace

std::optional<std::int64_t> timeFrom(std::string_view text)
{
    if (text.size() < 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const QString shown = QString::fromUtf8(text.data(), qsizetype(text.size()));
    if (text.size() == 10) {
        const QDate date = QDate::fromString(shown, Qt::ISODate);
        return date.isValid() ? std::optional(date.startOfDay(QTimeZone::utc()).toSecsSinceEpoch()) : std::nullopt;
    }
    const QDateTime time = QDateTime::fromString(shown, Qt::ISODate);
    // OData wants an offset or a Z.
    if (!time.isValid() || text[10] != 'T' || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return time.toSecsSinceEpoch();
}

std::variant<std::vector<Token>, Problem> tokensOf(std::string_view filter)
{
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (at < filter.size()) {
        const char byte = filter[at];
        const std::size_t begin = at;
        if (byte == ' ' || byte == '\t') {
            ++at;
        } else if (byte == '(' || byte == ')' || byte == ',') {
            const auto kind = byte == '(' ? Token::Kind::Open : byte == ')' ? Token::Kind::Close : Token::Kind::Comma;
            tokens.push_back({kind, std::string(1, byte), {}, at++});
        } else if (byte == '\'') {
            auto text = quoted(filter, at);
            if (!text)
                return unended(filter, begin);
            tokens.push_back({Token::Kind::Text, std::move(*text), {}, begin});
        } else if (isWordByte(byte)) {
            while (at < filter.size() && isWordByte(filter[at]))
                ++at;
            std::string word(filter.substr(begin, at - begin));
            if (at < filter.size() && filter[at] == '\'') {
                auto symbol = quoted(filter, at);
                if (!symbol)
                    return unended(filter, begin);
                tokens.push_back({Token::Kind::Symbol, std::move(*symbol), std::move(word), begin});
            } else {
                tokens.push_back(wordToken(std::move(word), begin));
            }
        } else {
            return Problem{400, "Syntax error: character '" + std::string(1, byte) + "' is not valid at position " +
                                    std::to_string(at) + " in '" + std::string(filter) + "'."};
        }
    }
    tokens.push_back({Token::Kind::End, {}, {}, filter.size()});
    return tokens;
}

} // namespace practice::odata
