#include "app/base/VisibleText.h"

namespace waybill {

namespace {

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

void append(QString &shown, QChar c)
{
    const char16_t code = c.unicode();
    if (code < 0x20)
        shown += QChar(0x2400 + code);
    else if (code == 0x7f)
        shown += QChar(0x2421);
    else if (code < 0xa0 && code > 0x7f)
        shown += QChar(QChar::ReplacementCharacter);
    else if (turnsDirection(c))
        shown += QStringLiteral("[U+%1]").arg(code, 4, 16, QLatin1Char('0')).toUpper();
    else
        shown += c;
}

} // namespace

bool turnsDirection(QChar c)
{
    const char16_t code = c.unicode();
    return code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

QString visibleText(QStringView text, LineEnds lineEnds, qsizetype longest)
{
    const bool cut = longest >= 0 && text.size() > longest;
    if (cut)
        text = text.first(longest);
    QString shown;
    shown.reserve(text.size() + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            continue;
        if (endsLine(c))
            shown += lineEnds == LineEnds::Keep ? u'\n' : u' ';
        else if (c == u'\t')
            shown += lineEnds == LineEnds::Keep ? u'\t' : u' ';
        else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            shown += c;
            shown += text[++i];
        } else if (c.isSurrogate())
            shown += QChar(QChar::ReplacementCharacter);
        else
            append(shown, c);
    }
    if (cut)
        shown += u'…';
    return shown;
}

qsizetype displayColumns(const QString &text)
{
    qsizetype columns = 0;
    for (const char32_t c : text.toUcs4()) {
        const auto category = QChar::category(c);
        if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing)
            continue;
        columns += (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
                           (c >= 0xf900 && c <= 0xfaff) || (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300
                       ? 2
                       : 1;
    }
    return columns;
}

} // namespace waybill
