#include "app/practice/data/FieldCheck.h"

#include "app/practice/data/Text.h"

#include <QDate>

#include <algorithm>
#include <charconv>

namespace practice {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::size_t digitsFrom(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - at;
}

std::string_view withoutSign(std::string_view value)
{
    return !value.empty() && (value.front() == '-' || value.front() == '+') ? value.substr(1) : value;
}

/// Digits with at most one decimal point, and an exponent where a spreadsheet wrote one.
bool isReal(std::string_view value)
{
    value = withoutSign(value);
    const std::size_t whole = digitsFrom(value, 0);
    std::size_t at = whole;
    std::size_t fraction = 0;
    if (at < value.size() && value[at] == '.') {
        fraction = digitsFrom(value, at + 1);
        at += 1 + fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (at < value.size() && (value[at] == 'E' || value[at] == 'e')) {
        const std::string_view exponent = withoutSign(value.substr(at + 1));
        return !exponent.empty() && digitsFrom(exponent, 0) == exponent.size();
    }
    return at == value.size();
}

bool isInteger(std::string_view value)
{
    const std::string_view digits = withoutSign(value);
    if (digits.empty() || digitsFrom(digits, 0) != digits.size())
        return false;
    long long number = 0;
    return std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc();
}

/// Takes an unsigned number of at most four digits and the character after it.
int takeNumber(std::string_view &text, char after)
{
    const std::size_t digits = digitsFrom(text, 0);
    if (digits == 0 || digits > 4 || (after != 0 && (digits == text.size() || text[digits] != after)))
        return -1;
    int number = 0;
    std::from_chars(text.data(), text.data() + digits, number);
    text.remove_prefix(digits + (after == 0 ? 0 : 1));
    return number;
}

bool isTimeOrNothing(std::string_view text)
{
    if (text.empty())
        return true;
    if (text.front() != 'T' && text.front() != ' ')
        return false;
    text.remove_prefix(1);
    if (!text.empty() && text.back() == 'Z')
        text.remove_suffix(1);
    const int hour = takeNumber(text, ':');
    const int minute = takeNumber(text, ':');
    const int second = takeNumber(text, 0);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return false;
    return text.empty() || (text.front() == '.' && text.size() > 1 && digitsFrom(text, 1) == text.size() - 1);
}

/// yyyy-MM-dd, also with a time, or M/d/yyyy; an invalid date otherwise.
QDate dateFrom(std::string_view value)
{
    const bool american = value.find('/') != std::string_view::npos;
    const char separator = american ? '/' : '-';
    const int first = takeNumber(value, separator);
    const int second = takeNumber(value, separator);
    const int third = takeNumber(value, 0);
    if (first < 0 || second < 0 || third < 0 || !isTimeOrNothing(value))
        return {};
    const QDate date = american ? QDate(third, first, second) : QDate(first, second, third);
    return date.year() >= 1900 ? date : QDate();
}

bool isSymbol(const Field &field, std::string_view value)
{
    const std::string wanted = folded(value);
    const auto matches = [&](const std::string &symbol) { return folded(symbol) == wanted; };
    if (std::any_of(field.symbols.begin(), field.symbols.end(), matches))
        return true;
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    return error == std::errc() && end == value.data() + value.size() && number < field.symbols.size();
}

QString symbolFault(const Field &field, std::string_view value)
{
    QStringList symbols;
    for (const std::string &symbol : field.symbols)
        symbols << toQString(symbol);
    return u"Field '%1': the value '%2' is not a symbol of the enumeration '%3' (%4)."_s.arg(
        toQString(field.name), forMessage(value), field.enumName, symbols.join(u", "_s));
}

} // namespace

QString stagingFault(const Field &field, std::string_view value)
{
    const auto invalid = [&](const QString &what) {
        return u"Field '%1': the value '%2' is not a valid %3."_s.arg(toQString(field.name), forMessage(value), what);
    };
    switch (field.type) {
    case FieldType::Text:
        if (field.maxLength == 0 || int(value.size()) <= field.maxLength || utf16Length(value) <= field.maxLength)
            return {};
        return u"Field '%1': the value '%2' is too long: it has %3 characters, the field takes %4."_s.arg(
            toQString(field.name), forMessage(value), QString::number(utf16Length(value)),
            QString::number(field.maxLength));
    case FieldType::Integer:
        return isInteger(value) ? QString() : invalid(u"integer"_s);
    case FieldType::Real:
        return isReal(value) ? QString() : invalid(u"number"_s);
    case FieldType::Date:
        return dateFrom(value).isValid() ? QString() : invalid(u"date"_s);
    case FieldType::Enumeration:
        return isSymbol(field, value) ? QString() : symbolFault(field, value);
    }
    return {};
}

std::string keyPart(const Field &field, std::string_view value)
{
    if (field.type == FieldType::Date)
        return dateFrom(value).toString(Qt::ISODate).toStdString();
    if (field.type == FieldType::Real || field.type == FieldType::Integer) {
        double number = 0;
        const std::string_view unsignedValue = value.starts_with('+') ? value.substr(1) : value;
        std::from_chars(unsignedValue.data(), unsignedValue.data() + unsignedValue.size(), number);
        char buffer[32];
        return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, number == 0 ? 0.0 : number).ptr);
    }
    return folded(value);
}

} // namespace practice
