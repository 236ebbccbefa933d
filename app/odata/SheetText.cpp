#include "app/odata/SheetText.h"

#include "app/odata/ServedNumber.h"
#include "app/odata/ServedTime.h"

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace waybill::sheet {

const char stylesXml[] =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
    "\n"
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">)"
    R"(<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>)"
    R"(<numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts>)"
    R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
    R"(<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
    R"(<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>)"
    R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>)"
    R"(<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";

namespace {
/// Whether Excel would read `_x0041_` and its like here as another character.
bool readsAsEscape(std::string_view text)
{
    return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
           std::all_of(text.begin() + 2, text.begin() + 6,
                       [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; });
}

void appendEscaped(std::string_view text, std::string &into)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&') {
            into += "&amp;";
        } else if (c == '<') {
            into += "&lt;";
        } else if (c == '>') {
            into += "&gt;";
        } else if (byte < 0x20 && c != '\n' && c != '\t') {
            into += "_x00";
            into += digits[byte >> 4];
            into += digits[byte & 15];
            into += '_';
        } else if (c == '_' && readsAsEscape(text.substr(i))) {
            into += "_x005F_";
        } else if (byte == 0xef && (text.substr(i, 3) == "\xef\xbf\xbe" || text.substr(i, 3) == "\xef\xbf\xbf")) {
            into += "\xef\xbf\xbd";
            i += 2;
        } else {
            into += c;
        }
    }
}

bool isNumberOfCells(std::string_view number)
{
    if (significantDigits(number) > safeDigits)
        return false;
    if (number.find_first_of("eE") == number.npos)
        return true;
    bool isNumber = false;
    const double value = QByteArrayView(number.data(), qsizetype(number.size())).toDouble(&isNumber);
    return isNumber && std::isfinite(value);
}

void appendOpening(std::string_view place, std::string_view more, std::string &into)
{
    into += "<c r=\"";
    into += place;
    into += '"';
    into += more;
}
} // namespace

std::string columnName(int column)
{
    std::string name;
    for (int left = column + 1; left > 0; left = (left - 1) / 26)
        name.insert(name.begin(), char('A' + (left - 1) % 26));
    return name;
}

bool appendText(std::string_view text, std::string &into)
{
    if (qint64(text.size()) <= longestText) {
        appendEscaped(text, into);
        return false;
    }
    QString whole = QString::fromUtf8(text.data(), qsizetype(text.size()));
    const bool isCut = whole.size() > longestText;
    whole.truncate(longestText);
    if (whole.back().isHighSurrogate())
        whole.chop(1);
    appendEscaped(whole.toStdString(), into);
    return isCut;
}

bool appendCell(const PageValue &value, std::string_view place, std::string &into)
{
    switch (value.kind) {
    case PageValue::Kind::Null:
        return false;
    case PageValue::Kind::False:
    case PageValue::Kind::True:
        appendOpening(place, " t=\"b\"><v>", into);
        into += value.kind == PageValue::Kind::True ? "1</v></c>" : "0</v></c>";
        return false;
    case PageValue::Kind::Number:
        if (!isNumberOfCells(value.raw))
            break;
        appendOpening(place, "><v>", into);
        into += value.raw;
        into += "</v></c>";
        return false;
    case PageValue::Kind::Text:
        if (const auto time = sheetTime(value.text)) {
            appendOpening(place, time->hasTime ? " s=\"3\"><v>" : " s=\"2\"><v>", into);
            into += QByteArray::number(time->days, 'g', 15).toStdString();
            into += "</v></c>";
            return false;
        }
        break;
    case PageValue::Kind::Nested:
        break;
    }
    const auto isBlank = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
    const bool keeps = !value.text.empty() && (isBlank(value.text.front()) || isBlank(value.text.back()));
    appendOpening(place, keeps ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">" : " t=\"inlineStr\"><is><t>", into);
    const bool isCut = appendText(value.text, into);
    into += "</t></is></c>";
    return isCut;
}

} // namespace waybill::sheet
