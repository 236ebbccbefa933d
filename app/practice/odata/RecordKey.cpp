#include "app/practice/odata/RecordKey.h"

#include "app/practice/odata/Csdl.h"
#include "app/practice/odata/RowText.h"

namespace practice::odata {
namespace {

std::string literalOf(const Property &property, const Cell &cell)
{
    std::string text;
    switch (cell.kind) {
    case Cell::Kind::Text: {
        text = "'";
        for (const char byte : cell.text)
            text.append(byte == '\'' ? 2 : 1, byte);
        return text + "'";
    }
    case Cell::Kind::Symbol:
        return edmTypeOf(property) + "'" + std::string(cell.text) + "'";
    case Cell::Kind::Guid:
        return std::string(cell.text);
    case Cell::Kind::Time:
        appendJson(text, cell);
        return text.substr(1, text.size() - 2); // without the quotes of JSON
    default:
        appendJson(text, cell);
        return text;
    }
}

std::string percentEncoded(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    static constexpr std::string_view plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~'(),=:*@";
    std::string encoded;
    for (const char byte : text) {
        const auto value = static_cast<unsigned char>(byte);
        if (plain.find(byte) != std::string_view::npos)
            encoded += byte;
        else
            encoded.append(1, '%').append(1, digits[value >> 4]).append(1, digits[value & 15]);
    }
    return encoded;
}

} // namespace

std::string recordPath(const Rows &rows, std::int64_t row)
{
    const auto &properties = rows.set().properties;
    std::string key;
    Place place = rows.at(row);
    Cell cell;
    for (std::size_t i = 0; i < properties.size(); ++i) {
        if (!properties[i].isKey)
            continue;
        rows.make(place, int(i), cell);
        key += (key.empty() ? "" : ",") + properties[i].name + '=' + literalOf(properties[i], cell);
    }
    return percentEncoded(rows.set().name + '(' + key + ')');
}

} // namespace practice::odata
