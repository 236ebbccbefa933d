#include "app/rows/JsonText.h"

#include <cstring>
#include <vector>

namespace waybill::json {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexDigit(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The four digits of a \u escape; -1 where there are none.
int hexUnit(std::string_view text)
{
    if (text.size() < 4)
        return -1;
    int unit = 0;
    for (const char c : text.substr(0, 4)) {
        const int digit = hexDigit(c);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

void appendUtf8(char32_t point, std::string &into)
{
    if (point < 0x80) {
        into += char(point);
    } else if (point < 0x800) {
        into += {char(0xC0 | point >> 6), char(0x80 | (point & 0x3F))};
    } else if (point < 0x10000) {
        into += {char(0xE0 | point >> 12), char(0x80 | (point >> 6 & 0x3F)), char(0x80 | (point & 0x3F))};
    } else {
        into += {char(0xF0 | point >> 18), char(0x80 | (point >> 12 & 0x3F)), char(0x80 | (point >> 6 & 0x3F)),
                 char(0x80 | (point & 0x3F))};
    }
}

char simpleEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

/// Walks over one JSON value without recursion.
class Walk
{
public:
    explicit Walk(std::string_view text) : m_text(text) {}

    bool isSound()
    {
        bool sound = value();
        while (sound && !m_inObject.empty())
            sound = afterValue();
        skipSpace();
        return sound && m_at == m_text.size();
    }

private:
    void skipSpace()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool word(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }
    bool string()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (static_cast<unsigned char>(c) < 0x20)
                return false;
            if (c != '\\')
                continue;
            if (m_at == m_text.size())
                return false;
            const char escape = m_text[m_at++];
            if (escape == 'u' ? hexUnit(m_text.substr(m_at)) < 0 : simpleEscape(escape) == 0)
                return false;
        }
        return false;
    }
    bool member() { return string() && take(':') && value(); }
    /// A whole scalar, or the beginning of an object or array up to and with its first scalar.
    bool value()
    {
        for (;;) {
            skipSpace();
            if (m_at == m_text.size())
                return false;
            if (take('[')) {
                m_inObject.push_back(false);
                if (!take(']'))
                    continue;
                m_inObject.pop_back();
                return true;
            }
            if (take('{')) {
                m_inObject.push_back(true);
                if (take('}')) {
                    m_inObject.pop_back();
                    return true;
                }
                if (!string() || !take(':'))
                    return false;
                continue;
            }
            return scalar();
        }
    }
    bool scalar()
    {
        switch (m_text[m_at]) {
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            const std::size_t length = numberLength(m_text.substr(m_at));
            m_at += length;
            return length > 0;
        }
    }
    bool afterValue()
    {
        if (take(','))
            return m_inObject.back() ? member() : value();
        const bool closed = take(m_inObject.back() ? '}' : ']');
        m_inObject.pop_back();
        return closed;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<bool> m_inObject; // of each level that is open
};

} // namespace

std::size_t numberLength(std::string_view text)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    if (at != end && *at == '-')
        ++at;
    if (at == end || !isDigit(*at))
        return 0;
    if (*at == '0') {
        ++at;
    } else {
        while (at != end && isDigit(*at))
            ++at;
    }
    if (at != end && *at == '.') {
        if (++at == end || !isDigit(*at))
            return 0;
        while (at != end && isDigit(*at))
            ++at;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        if (++at != end && (*at == '+' || *at == '-'))
            ++at;
        if (at == end || !isDigit(*at))
            return 0;
        while (at != end && isDigit(*at))
            ++at;
    }
    return std::size_t(at - text.data());
}

bool unescape(std::string_view inner, std::string &into, qint64 &loneSurrogates)
{
    for (;;) {
        const std::size_t run = inner.find('\\');
        into += inner.substr(0, run);
        if (run == std::string_view::npos)
            return true;
        inner.remove_prefix(run + 1);
        if (inner.empty())
            return false;
        const char escape = inner.front();
        inner.remove_prefix(1);
        if (escape != 'u') {
            const char plain = simpleEscape(escape);
            if (plain == 0)
                return false;
            into += plain;
            continue;
        }
        const int unit = hexUnit(inner);
        if (unit < 0)
            return false;
        inner.remove_prefix(4);
        char32_t point = char32_t(unit);
        if (unit >= 0xD800 && unit <= 0xDFFF) {
            const int low = unit < 0xDC00 && inner.starts_with("\\u") ? hexUnit(inner.substr(2)) : -1;
            if (low >= 0xDC00 && low <= 0xDFFF) {
                point = 0x10000 + ((char32_t(unit) - 0xD800) << 10) + (char32_t(low) - 0xDC00);
                inner.remove_prefix(6);
            } else {
                point = 0xFFFD;
                ++loneSurrogates;
            }
        }
        appendUtf8(point, into);
    }
}

bool isSound(std::string_view text)
{
    return Walk(text).isSound();
}

std::size_t firstBadByte(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || text.size() - at <= more)
            return at;
        const auto second = static_cast<unsigned char>(text[at + 1]);
        // Overlong spellings, surrogates and what lies beyond U+10FFFF.
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
            (lead == 0xF4 && second > 0x8F))
            return at;
        for (std::size_t i = 1; i <= more; ++i) {
            if ((static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80)
                return at;
        }
        at += more + 1;
    }
    return text.size();
}

void quote(std::string_view text, std::string &into)
{
    static constexpr char hex[] = "0123456789abcdef";
    into += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            into += {'\\', c};
        } else if (c == '\n') {
            into += "\\n";
        } else if (c == '\r') {
            into += "\\r";
        } else if (c == '\t') {
            into += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            into += "\\u00";
            into += {hex[c >> 4], hex[c & 15]};
        } else {
            into += c;
        }
    }
    into += '"';
}

} // namespace waybill::json
