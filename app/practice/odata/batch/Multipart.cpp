#include "app/practice/odata/batch/Multipart.h"

#include <algorithm>

namespace practice::odata {
namespace {

constexpr std::size_t longestBoundary = 70;
constexpr std::string_view alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? char(byte - 'A' + 'a') : byte;
}

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

std::string_view withoutBlanks(std::string_view text)
{
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// RFC 9110's token.
bool isToken(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char byte) {
        return alphanumeric.find(byte) != std::string_view::npos || marks.find(byte) != std::string_view::npos;
    });
}

bool isPrintable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) {
        const auto value = static_cast<unsigned char>(byte);
        return byte == '\t' || (value >= 0x20 && value != 0x7F);
    });
}

bool isBoundary(std::string_view text)
{
    constexpr std::string_view marks = "'()+_,-./:=? ";
    return !text.empty() && text.size() <= longestBoundary && text.back() != ' ' &&
           std::all_of(text.begin(), text.end(), [&](char byte) {
               return alphanumeric.find(byte) != std::string_view::npos || marks.find(byte) != std::string_view::npos;
           });
}

/// A parameter's value, up to the next semicolon; taken off the text.
std::string takeValue(std::string_view &text)
{
    if (!text.starts_with('"')) {
        const std::size_t end = std::min(text.find(';'), text.size());
        std::string value(withoutBlanks(text.substr(0, end)));
        text.remove_prefix(end);
        return value;
    }
    std::string value;
    std::size_t at = 1;
    for (; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' && at + 1 < text.size() ? 1 : 0;
        value += text[at];
    }
    text.remove_prefix(std::min(text.find(';', at), text.size()));
    return value;
}

enum class Line { Plain, Delimiter, Close };

/// What a line is, by a boundary whose dashes stand before it.
Line kindOf(std::string_view line, std::string_view delimiter)
{
    if (!line.starts_with(delimiter))
        return Line::Plain;
    std::string_view rest = line.substr(delimiter.size());
    const bool isClose = rest.starts_with("--");
    rest.remove_prefix(isClose ? 2 : 0);
    return !withoutBlanks(rest).empty() ? Line::Plain : isClose ? Line::Close : Line::Delimiter;
}

} // namespace

std::optional<std::string_view> MimeHead::value(std::string_view name) const
{
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const auto &line) { return isSameWord(line.first, name); });
    return found == lines.end() ? std::nullopt : std::optional(found->second);
}

bool isSameWord(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<std::string_view> takeLine(std::string_view &text)
{
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos)
        return std::nullopt;
    std::string_view line = text.substr(0, end);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    text.remove_prefix(end + 1);
    return line;
}

std::variant<MimeHead, Problem> readHead(std::string_view text)
{
    MimeHead head{{}, text};
    while (!head.rest.empty()) {
        const auto line = takeLine(head.rest);
        if (!line)
            return Problem{400, "A header of the batch does not end.", false};
        if (line->empty())
            break;
        if (head.lines.size() == mostHeaderLines || text.size() - head.rest.size() > longestHead)
            return Problem{400, "A part of the batch has too many headers.", false};
        const std::size_t colon = line->find(':');
        const std::string_view name = line->substr(0, colon);
        const std::string_view value = colon == std::string_view::npos ? "" : withoutBlanks(line->substr(colon + 1));
        if (colon == std::string_view::npos || !isToken(name) || !isPrintable(value))
            return Problem{400, "An invalid header was found in the batch: a header is a name, a colon and a value.",
                           false};
        head.lines.emplace_back(name, value);
    }
    return head;
}

std::string mediaTypeOf(std::string_view contentType)
{
    std::string type(withoutBlanks(contentType.substr(0, contentType.find(';'))));
    std::transform(type.begin(), type.end(), type.begin(), lower);
    return type;
}

std::optional<std::string> boundaryOf(std::string_view contentType)
{
    std::size_t semicolon = contentType.find(';');
    while (semicolon != std::string_view::npos) {
        contentType.remove_prefix(semicolon + 1);
        const std::size_t equals = std::min(contentType.find('='), contentType.size());
        const std::string_view name = withoutBlanks(contentType.substr(0, equals));
        contentType.remove_prefix(std::min(equals + 1, contentType.size()));
        std::string value = takeValue(contentType);
        if (isSameWord(name, "boundary"))
            return isBoundary(value) ? std::optional(std::move(value)) : std::nullopt;
        semicolon = contentType.find(';');
    }
    return std::nullopt;
}

std::variant<std::vector<std::string_view>, Problem> partsOf(std::string_view body, std::string_view boundary,
                                                             std::size_t most, const Problem &tooMany)
{
    const std::string delimiter = "--" + std::string(boundary);
    std::vector<std::string_view> parts;
    std::string_view rest = body;
    std::optional<std::size_t> begin; // of the part at hand
    while (!rest.empty()) {
        const std::size_t at = body.size() - rest.size();
        const std::string_view last = rest;
        const Line kind = kindOf(takeLine(rest).value_or(last), delimiter);
        if (rest.size() == last.size())
            rest = {}; // a last line without an end
        if (kind == Line::Plain)
            continue;
        if (begin) {
            if (parts.size() == most)
                return tooMany;
            std::string_view part = body.substr(*begin, at - *begin);
            // The line end before a boundary belongs to the boundary.
            part.remove_suffix(part.ends_with('\n') ? 1 : 0);
            part.remove_suffix(part.ends_with('\r') ? 1 : 0);
            parts.push_back(part);
        }
        if (kind == Line::Close && parts.empty())
            return Problem{400, "The batch, or a change set in it, has no part.", false};
        if (kind == Line::Close)
            return parts;
        begin = body.size() - rest.size();
    }
    return begin ? Problem{400, "The batch, or a change set in it, ends without its closing boundary.", false}
                 : Problem{400, "The boundary '" + std::string(boundary) + "' was not found in the batch.", false};
}

} // namespace practice::odata
