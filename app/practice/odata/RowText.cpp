#include "app/practice/odata/RowText.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace practice::odata {
namespace {

void appendNumber(std::string &out, std::int64_t number)
{
    char buffer[24];
    out.append(buffer, std::size_t(std::to_chars(buffer, buffer + sizeof buffer, number).ptr - buffer));
}

/// Without the zeros that say nothing.
void appendDecimal(std::string &out, std::int64_t digits, int places)
{
    for (; places > 0 && digits % 10 == 0; --places)
        digits /= 10;
    if (digits < 0)
        out += '-';
    char buffer[24];
    const std::uint64_t positive = digits < 0 ? 0 - std::uint64_t(digits) : std::uint64_t(digits);
    const std::string_view text(buffer,
                                std::size_t(std::to_chars(buffer, buffer + sizeof buffer, positive).ptr - buffer));
    const int before = int(text.size()) - places;
    if (before > 0) {
        out.append(text.substr(0, std::size_t(before)));
        if (places > 0)
            out.append(1, '.').append(text.substr(std::size_t(before)));
        return;
    }
    out.append("0.").append(std::size_t(-before), '0').append(text);
}

void appendTwo(char *&to, unsigned number)
{
    *to++ = char('0' + number / 10);
    *to++ = char('0' + number % 10);
}

void appendTime(std::string &out, std::int64_t seconds)
{
    using namespace std::chrono;
    const sys_seconds moment{std::chrono::seconds(seconds)};
    const auto midnight = floor<days>(moment);
    const year_month_day date(midnight);
    const auto inDay = unsigned((moment - midnight).count());
    const auto year = unsigned(int(date.year()));
    char buffer[24];
    char *to = buffer;
    *to++ = '"';
    appendTwo(to, year / 100);
    appendTwo(to, year % 100);
    *to++ = '-';
    appendTwo(to, unsigned(date.month()));
    *to++ = '-';
    appendTwo(to, unsigned(date.day()));
    *to++ = 'T';
    appendTwo(to, inDay / 3600);
    *to++ = ':';
    appendTwo(to, inDay / 60 % 60);
    *to++ = ':';
    appendTwo(to, inDay % 60);
    *to++ = 'Z';
    *to++ = '"';
    out.append(buffer, std::size_t(to - buffer));
}

bool mustEscape(char byte)
{
    return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

void appendEscaped(std::string &out, char byte)
{
    static constexpr char digits[] = "0123456789abcdef";
    switch (byte) {
    case '"':
    case '\\':
        out.append(1, '\\').append(1, byte);
        return;
    case '\n':
        out.append("\\n");
        return;
    case '\r':
        out.append("\\r");
        return;
    case '\t':
        out.append("\\t");
        return;
    default:
        out.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
    }
}

} // namespace

void appendQuoted(std::string &out, std::string_view text)
{
    out += '"';
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!mustEscape(text[at]))
            continue;
        out.append(text.substr(begin, at - begin));
        appendEscaped(out, text[at]);
        begin = at + 1;
    }
    out.append(text.substr(begin)).append(1, '"');
}

void appendJson(std::string &out, const Cell &cell)
{
    switch (cell.kind) {
    case Cell::Kind::Null:
        out.append("null");
        return;
    case Cell::Kind::Boolean:
        out.append(cell.number != 0 ? "true" : "false");
        return;
    case Cell::Kind::Integer:
        return appendNumber(out, cell.number);
    case Cell::Kind::Decimal:
        return appendDecimal(out, cell.number, cell.places);
    case Cell::Kind::Time:
        return appendTime(out, cell.number);
    case Cell::Kind::Json:
        out.append(cell.text);
        return;
    case Cell::Kind::Text:
    case Cell::Kind::Symbol:
    case Cell::Kind::Guid:
        return appendQuoted(out, cell.text);
    }
}

std::string etagOf(const Place &place)
{
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text = "JzEs";
    const std::uint64_t version = place.written ? mix(place.base, place.written->version) : place.base;
    for (std::uint64_t bits = version, i = 0; i < 11; ++i, bits >>= 6)
        text += letters[bits & 63U];
    return text + "Jw==";
}

RowText::RowText(const Rows &rows, const std::vector<int> &selected, bool hasEtags)
    : m_rows(rows), m_selected(selected), m_hasEtags(hasEtags)
{
    for (const int index : m_selected) {
        std::string name = m_names.empty() && !hasEtags ? "" : ",";
        appendQuoted(name, rows.set().properties[std::size_t(index)].name);
        m_names.push_back(name + ':');
    }
}

void RowText::append(std::string &out, std::int64_t row)
{
    Place place = m_rows.at(row);
    if (m_hasEtags)
        out.append(R"("@odata.etag":"W/\")").append(etagOf(place)).append("\\\"\"");
    for (std::size_t i = 0; i < m_selected.size(); ++i) {
        m_rows.make(place, m_selected[i], m_cell);
        out.append(m_names[i]);
        appendJson(out, m_cell);
    }
}

ExpandedText::ExpandedText(const Rows &rows, const Expansion &expansion, const Rows &targets)
    : m_rows(rows), m_targets(targets), m_navigation(*expansion.navigation), m_text(targets, expansion.selected, true)
{
    if (rows.set().companyProperty() >= 0 && targets.set().companyProperty() >= 0) {
        m_own.push_back(rows.set().companyProperty());
        m_other.push_back(targets.set().companyProperty());
    }
    for (const auto &[own, other] : m_navigation.pairs) {
        m_own.push_back(rows.set().indexOf(own));
        m_other.push_back(targets.set().indexOf(other));
    }
    m_index.reserve(std::size_t(targets.count()));
    for (std::int64_t row = 0; row < targets.count(); ++row)
        m_index.emplace(keyOf(targets, row, m_other), row);
}

std::string ExpandedText::keyOf(const Rows &rows, std::int64_t row, const std::vector<int> &properties)
{
    std::string key;
    Place place = rows.at(row);
    for (const int property : properties) {
        rows.make(place, property, m_cell);
        if (m_cell.kind == Cell::Kind::Text || m_cell.kind == Cell::Kind::Symbol)
            key.append(lowered(m_cell.text));
        else
            appendJson(key, m_cell);
        key += '\t';
    }
    return key;
}

void ExpandedText::append(std::string &out, std::int64_t row)
{
    out += ',';
    appendQuoted(out, m_navigation.name);
    out += ':';
    const auto [first, last] = m_index.equal_range(keyOf(m_rows, row, m_own));
    std::vector<std::int64_t> found;
    for (auto each = first; each != last; ++each)
        found.push_back(each->second);
    std::sort(found.begin(), found.end());
    if (!m_navigation.isMany) {
        if (found.empty()) {
            out.append("null");
            return;
        }
        out += '{';
        m_text.append(out, found.front());
        out += '}';
        return;
    }
    out += '[';
    for (std::size_t i = 0; i < found.size(); ++i) {
        out.append(i > 0 ? ",{" : "{");
        m_text.append(out, found[i]);
        out += '}';
    }
    out += ']';
}

} // namespace practice::odata
