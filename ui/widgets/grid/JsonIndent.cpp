#include "ui/widgets/grid/JsonIndent.h"

#include <algorithm>

namespace waybill {

QByteArray indentedJson(std::string_view json, qsizetype most)
{
    constexpr int deepest = 100; // an indent of more is no help
    QByteArray out;
    int depth = 0;
    bool inText = false;
    const auto newLine = [&] {
        out += '\n';
        out.append(2 * std::min(depth, deepest), ' ');
    };
    for (size_t i = 0; i < json.size(); ++i) {
        if (out.size() > most) {
            while (!out.isEmpty() && (uchar(out.back()) & 0xC0) == 0x80) // no half of a character
                out.chop(1);
            if (!out.isEmpty() && uchar(out.back()) >= 0xC0)
                out.chop(1);
            return out + "…";
        }
        const char c = json[i];
        if (inText) {
            out += c;
            if (c == '\\' && i + 1 < json.size())
                out += json[++i];
            else
                inText = c != '"';
            continue;
        }
        switch (c) {
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            break;
        case '"':
            inText = true;
            out += c;
            break;
        case '{':
        case '[': {
            out += c;
            const size_t next = json.find_first_not_of(" \n\r\t", i + 1);
            if (next != std::string_view::npos && json[next] == (c == '{' ? '}' : ']')) {
                out += json[next];
                i = next;
                break;
            }
            ++depth;
            newLine();
            break;
        }
        case '}':
        case ']':
            depth = std::max(depth - 1, 0);
            newLine();
            out += c;
            break;
        case ',':
            out += c;
            newLine();
            break;
        case ':':
            out += ": ";
            break;
        default:
            out += c;
        }
    }
    return out;
}

} // namespace waybill
